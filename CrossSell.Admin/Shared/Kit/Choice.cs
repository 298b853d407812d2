namespace CrossSell.Admin.Shared.Kit;

/// <summary>One line of a <see cref="SelectField{T}"/>.</summary>
/// <param name="Value">What is chosen by it.</param>
/// <param name="Text">As it is read, in the language of the person.</param>
/// <param name="Group">Under which heading it stands; lines of one group stand together.</param>
/// <param name="IsDisabled">Shown, and not to be chosen.</param>
public sealed record Choice<T>(T? Value, string Text, string? Group = null, bool IsDisabled = false);

/// <summary>A line as MudBlazor's select holds it: by its place, so that any value can be chosen, and with its text, so that another text is drawn.</summary>
public readonly record struct ShownChoice(int Place, string Text);

/// <summary>What every <see cref="SelectField{T}"/> can be asked for, whatever it chooses.</summary>
internal interface ISelectField
{
    /// <summary>Of the field itself.</summary>
    string FieldId { get; }

    /// <summary>All lines that stand in it.</summary>
    IReadOnlyList<string> Texts { get; }

    /// <summary>What stands in it now; empty for a value that is not among its lines.</summary>
    string Text { get; }

    /// <summary>Chooses a line as a person does.</summary>
    /// <exception cref="ArgumentException">No line has this text.</exception>
    Task ChooseAsync(string text);
}
