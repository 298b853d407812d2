namespace CrossSell.Admin.Features.Experiments;

/// <summary>What a manager can do with an experiment; each asks first.</summary>
public enum ExperimentStep
{
    Start,

    /// <summary>Ends it now; what was counted stays.</summary>
    End,

    /// <summary>Makes an arm the setting.</summary>
    Decide,

    /// <summary>Gives it up: everybody sees what was there before.</summary>
    Cancel,

    /// <summary>Takes a decision back.</summary>
    RollBack,

    /// <summary>Of a hold-out: nobody new is counted.</summary>
    Freeze,
}

/// <summary>A button of the page.</summary>
internal sealed record StepButton(ExperimentStep Step, string Name, bool IsPrimary = false, bool IsDanger = false);
