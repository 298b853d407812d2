using System.Diagnostics.CodeAnalysis;

namespace CrossSell.Core.Common;

/// <summary>
/// Why something a person asked for was not done: a stable code for machines, a sentence that says how to fix it, and the field it belongs to.
/// </summary>
/// <param name="Code">Stable, dotted, lower case: <c>link.self</c>.</param>
/// <param name="Message">A whole sentence for the person who asked.</param>
/// <param name="Field">The input it is about, or null when it is about the whole request.</param>
public sealed record Refusal(string Code, string Message, string? Field = null)
{
    /// <summary>The code of every refusal for missing rights.</summary>
    public const string ForbiddenCode = "forbidden";

    /// <summary>The code of every refusal because somebody else changed the same thing meanwhile.</summary>
    public const string StaleCode = "stale";

    /// <summary>The code of every refusal because there is no such thing, or none for who asks.</summary>
    public const string NotFoundCode = "not-found";

    public static Refusal Forbidden(string message) => new(ForbiddenCode, message);

    public static Refusal NotFound(string message, string? field = null) => new(NotFoundCode, message, field);

    public static Refusal Stale(string message) => new(StaleCode, message);
}

/// <summary>Done, or refused with a sentence. Refusals are values; exceptions are for surprises.</summary>
public readonly record struct Outcome(Refusal? Refusal)
{
    public static readonly Outcome Done;

    public bool IsDone => Refusal is null;

    public bool IsRefused([NotNullWhen(true)] out Refusal? refusal)
    {
        refusal = Refusal;
        return refusal is not null;
    }

    public static Outcome<T> Of<T>(T value) => new(value, null);

    public static implicit operator Outcome(Refusal refusal) => new(refusal);

    public static Outcome FromRefusalOrDone(Refusal? refusal) => new(refusal);
}

/// <summary>A value, or a refusal with a sentence.</summary>
public readonly record struct Outcome<T>(T? Value, Refusal? Refusal)
{
    public bool IsDone => Refusal is null;

    /// <summary>True with the refusal, or false with the value.</summary>
    public bool IsRefused([NotNullWhen(true)] out Refusal? refusal, [NotNullWhen(false)] out T? value)
    {
        refusal = Refusal;
        value = Value;
        return refusal is not null;
    }

    /// <summary>The value; an exception when refused. For tests and for callers that have checked.</summary>
    public T Required => Refusal is null ? Value! : throw new InvalidOperationException(Refusal.Message);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    public static implicit operator Outcome<T>(T value) => new(value, null);
}
