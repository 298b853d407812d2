using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>
/// An attribute while it is being edited: options keep what they were called, so that a renamed one is not taken for a removed and a new one.
/// </summary>
public sealed class AttributeForm
{
    private readonly AttributeDefinition attribute;

    public AttributeForm(AttributeDefinition attribute)
    {
        this.attribute = attribute;
        (Name, Code, Kind, Unit, IsFacet) = (attribute.Name, attribute.Code, attribute.Kind, attribute.Unit ?? "", attribute.IsFacet);
        Options = [.. attribute.Options.Select(option => new Option { Text = option, Was = option })];
    }

    public string Name { get; set; }

    public string Code { get; set; }

    public AttributeKind Kind { get; set; }

    public string Unit { get; set; }

    public bool IsFacet { get; set; }

    public List<Option> Options { get; }

    /// <summary>Options that products have and that were removed, with what takes their place once it is chosen.</summary>
    public Dictionary<string, string> Replacements { get; } = new(StringComparer.Ordinal);

    public bool IsNew => attribute.Id == 0;

    public bool HasOptions => AttributeService.HasOptions(Kind);

    public void Add(string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            Options.Add(new Option { Text = text.Trim() });
        }
    }

    public void Move(Option option, int by)
    {
        var at = Options.IndexOf(option);
        if (at + by >= 0 && at + by < Options.Count)
        {
            Options.RemoveAt(at);
            Options.Insert(at + by, option);
        }
    }

    /// <summary>Takes an option away; when products have it, something must take its place.</summary>
    public void Remove(Option option, int products)
    {
        Options.Remove(option);
        if (option.Was is { } was && products > 0)
        {
            Replacements[was] = "";
        }
    }

    /// <summary>Kinds that this attribute can be made.</summary>
    public IEnumerable<AttributeKind> Kinds(int products) =>
        Enum.GetValues<AttributeKind>().Where(kind => IsNew || products == 0 || AttributeService.CanBecome(attribute.Kind, kind));

    public AttributeEdit ToEdit() => new(
        IsNew ? null : attribute.Id, attribute.Version, Code, Name, Kind, Unit, [.. Options.Select(option => new OptionEdit(option.Text, option.Was))], IsFacet,
        Replacements.Where(pair => pair.Value.Length > 0).ToDictionary(StringComparer.Ordinal));

    /// <summary>One line of the options.</summary>
    public sealed class Option
    {
        public string Text { get; set; } = "";

        public string? Was { get; init; }
    }
}
