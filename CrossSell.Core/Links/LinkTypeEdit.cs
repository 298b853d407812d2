using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>One field of a type as it is to be.</summary>
/// <param name="Code">Blank makes one from the name. A code that was there before is the same field.</param>
public sealed record LinkFieldEdit(string Code, string Name, LinkFieldKind Kind);

/// <summary>What a person writes about a link type.</summary>
/// <param name="Id">Null makes a new one.</param>
/// <param name="Code">Blank makes one from the name.</param>
/// <param name="Labels">The name in other locales; blank ones are left out.</param>
/// <param name="InverseTypeId">The reverse type, when the direction is inverse. It points back without being asked.</param>
/// <param name="MaxPerProduct">Null means no limit.</param>
/// <param name="Color">One of <see cref="LinkColors.Names"/>; null leaves colour and line to the kind.</param>
/// <param name="LostFields">Codes of fields whose values may be lost with them; without it a field in use stays.</param>
public sealed record LinkTypeEdit(
    int? Id,
    int Version,
    string Code,
    string Name,
    LinkKind Kind,
    LinkDirection Direction = LinkDirection.OneWay,
    int? InverseTypeId = null,
    bool AllowsQuantity = false,
    int? MaxPerProduct = null,
    bool FillsPanel = false,
    string? Color = null,
    LinkLine Line = LinkLine.Solid,
    IReadOnlyDictionary<string, string>? Labels = null,
    IReadOnlyList<LinkFieldEdit>? Fields = null,
    IReadOnlyCollection<string>? LostFields = null)
{
    public const int NameLength = 60;
    public const int MostFields = 20;
    public const int HighestLimit = 1000;

    /// <summary>What cannot be, whatever is stored.</summary>
    internal Refusal? Wrong()
    {
        var fields = Fields ?? [];
        return string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > NameLength
                ? new Refusal("link-type.name", L["A link type needs a name of at most {0} characters.", NameLength], nameof(Name))
            : Labels?.Any(label => label.Key.Trim().Length is 0 or > 20 || label.Value.Trim().Length > NameLength) == true
                ? new Refusal("link-type.label", L["A label stands for a locale such as de-DE and has at most {0} characters.", NameLength], nameof(Labels))
            : MaxPerProduct is < 1 or > HighestLimit
                ? new Refusal("link-type.max", L["A product has from 1 to {0} links of a type, or no limit.", HighestLimit], nameof(MaxPerProduct))
            : Color is not null && !LinkColors.Names.Contains(Color)
                ? new Refusal("link-type.color", L["The colours are {0}.", string.Join(", ", LinkColors.Names)], nameof(Color))
            : fields.Count > MostFields
                ? new Refusal("link-type.fields", L["A link has at most {0} custom fields.", MostFields], nameof(Fields))
            : fields.Any(field => string.IsNullOrWhiteSpace(field.Name) || field.Name.Trim().Length > NameLength)
                ? new Refusal("link-type.fields", L["A field needs a name of at most {0} characters.", NameLength], nameof(Fields))
            : fields.Any(field => field.Code.Length > 0 && !CatalogCode.IsCode(field.Code))
                ? new Refusal("link-type.fields", L["The code of a field has lower-case letters, digits and hyphens."], nameof(Fields))
            : fields.Select(field => field.Name.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() < fields.Count
                || fields.Where(field => field.Code.Length > 0).GroupBy(field => field.Code, StringComparer.Ordinal).Any(group => group.Count() > 1)
                ? new Refusal("link-type.fields", L["Two fields are the same."], nameof(Fields))
            : null;
    }

    /// <summary>The fields with their codes.</summary>
    internal List<LinkField> ReadFields()
    {
        var codes = (Fields ?? []).Select(field => field.Code).Where(code => code.Length > 0).ToHashSet(StringComparer.Ordinal);
        var read = new List<LinkField>();
        foreach (var field in Fields ?? [])
        {
            var code = field.Code.Length > 0 ? field.Code : CatalogCode.Of(field.Name, codes);
            codes.Add(code);
            read.Add(new LinkField(code, field.Name.Trim(), field.Kind));
        }

        return read;
    }
}

/// <summary>A link type that was written.</summary>
/// <param name="ChangeSetId">What undo takes.</param>
/// <param name="Done">What was done, for the person who did it.</param>
/// <param name="Warning">What the person should look at again; null for nothing.</param>
public sealed record LinkTypeWritten(int Id, long ChangeSetId, string Done, string? Warning = null);
