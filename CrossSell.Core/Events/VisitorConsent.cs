using CrossSell.Core.Common;

namespace CrossSell.Core.Events;

/// <summary>Who a visitor is, as far as the visitor agreed to be counted.</summary>
/// <param name="Name">The shop's pseudonym; null for nobody.</param>
public readonly record struct ConsentedVisitor(string? Name);

/// <summary>
/// What shops say of a visitor and of the visitor's consent. Without consent the visitor is nobody: in no experiment, counted nowhere, stored nowhere.
/// </summary>
[Engine]
public static class VisitorConsent
{
    public const string Granted = "granted";
    public const string Denied = "denied";

    /// <summary>For documents of the API.</summary>
    public const string VisitorWords = "Your shop's pseudonym of the visitor, the same on each visit: decides which arm of an experiment is shown. "
        + "No e-mail address; absent takes part in no experiment.";

    /// <inheritdoc cref="VisitorWords"/>
    public const string ConsentWords = "granted or denied: whether the visitor agreed to be counted; with denied, visitor is not read. Absent is granted.";

    /// <summary>The visitor to go by, or what is wrong.</summary>
    /// <param name="visitor">Null and empty are nobody.</param>
    /// <param name="consent">Null and empty are granted: a shop that has none names no visitor.</param>
    public static Outcome<ConsentedVisitor> Read(string? visitor, string? consent)
    {
        if (!string.IsNullOrEmpty(consent) && consent is not (Granted or Denied))
        {
            return new Refusal("visitor.consent", $"consent is {Granted} or {Denied}.", "consent");
        }

        if (string.IsNullOrEmpty(visitor) || consent == Denied)
        {
            return default(ConsentedVisitor);
        }

        // A shop that sends an address by mistake is told, instead of us keeping something made of it.
        return visitor.Contains('@', StringComparison.Ordinal)
            ? new Refusal("event.visitor", "visitor is a pseudonym that your shop made up, such as a random id; send no e-mail address.", "visitor")
            : IsName(visitor)
                ? new ConsentedVisitor(visitor)
                : new Refusal("event.visitor", $"visitor has at most {ShopEvent.TextLength} characters, and no line breaks.", "visitor");
    }

    /// <summary>Whether it can be a visitor's pseudonym.</summary>
    public static bool IsName(ReadOnlySpan<char> visitor)
    {
        foreach (var letter in visitor)
        {
            if (letter == '@' || char.IsControl(letter))
            {
                return false;
            }
        }

        return visitor.Length is > 0 and <= ShopEvent.TextLength;
    }
}
