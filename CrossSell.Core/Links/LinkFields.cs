using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>Values of a type's own fields: read as typed, kept in one form, shown in words.</summary>
public static class LinkFields
{
    public const int ValueLength = 500;
    public const string Yes = "yes";
    public const string No = "no";

    /// <summary>The values to keep: blank ones and those of fields that the type does not have are left out.</summary>
    /// <param name="values">As typed, by code.</param>
    public static Outcome<Dictionary<string, string>> Read(LinkType type, IReadOnlyDictionary<string, string> values)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            if (!values.TryGetValue(field.Code, out var typed) || string.IsNullOrWhiteSpace(typed))
            {
                continue;
            }

            if (Read(field, typed.Trim()).IsRefused(out var refusal, out var value))
            {
                return refusal;
            }

            kept.Add(field.Code, value);
        }

        return kept;
    }

    /// <summary>Of values in the form in which they are kept, those that a type can hold.</summary>
    public static Dictionary<string, string> Of(LinkType type, IReadOnlyDictionary<string, string> values) => type.Fields
        .Where(field => values.TryGetValue(field.Code, out var value) && Read(field, value).IsDone)
        .ToDictionary(field => field.Code, field => values[field.Code], StringComparer.Ordinal);

    /// <summary>One value in the form in which it is kept.</summary>
    public static Outcome<string> Read(LinkField field, string typed) => field.Kind switch
    {
        LinkFieldKind.Number => decimal
            .TryParse(typed.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : Wrong(field, L["{0} is a number.", field.Name]),
        LinkFieldKind.YesNo => typed.ToLowerInvariant() switch
        {
            Yes or "true" or "1" => Yes,
            No or "false" or "0" => No,
            _ => Wrong(field, L["{0} is yes or no.", field.Name]),
        },
        _ => typed.Length <= ValueLength ? typed : Wrong(field, L["{0} has at most {1} characters.", field.Name, ValueLength]),
    };

    /// <summary>Whether values of one kind are values of the other without being touched.</summary>
    public static bool CanBecome(LinkFieldKind from, LinkFieldKind to) => from == to || to == LinkFieldKind.Text;

    private static Outcome<string> Wrong(LinkField field, string message) => new Refusal("link.field", message, field.Code);
}
