using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>A link type while it is being edited: fields keep their codes, so that a renamed one is not taken for a removed and a new one.</summary>
public sealed class LinkTypeForm
{
    private readonly LinkType type;

    /// <param name="locales">Those that the shops speak; a label in another that is stored already is kept beside them.</param>
    public LinkTypeForm(LinkType type, IEnumerable<string> locales)
    {
        this.type = type;
        (Name, Code, Kind, Direction) = (type.Name, type.Code, type.Kind, type.Direction);
        InverseId = type.InverseTypeId?.ToString(CultureInfo.InvariantCulture) ?? "";
        (AllowsQuantity, FillsPanel) = (type.AllowsQuantity, type.FillsPanel);
        Max = type.MaxPerProduct?.ToString(CultureInfo.InvariantCulture) ?? "";
        (Color, Line) = (type.Color ?? "", LinkColors.LineOf(type));
        Labels = [.. locales.Concat(type.Labels.Keys).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(locale => new Label { Locale = locale, Text = type.Labels.GetValueOrDefault(locale, "") })];
        Fields = [.. type.Fields.Select(field => new Field { Code = field.Code, Name = field.Name, Kind = field.Kind, Was = field.Kind })];
    }

    public string Name { get; set; }

    public string Code { get; set; }

    public LinkKind Kind { get; set; }

    public LinkDirection Direction { get; set; }

    public string InverseId { get; set; }

    public bool AllowsQuantity { get; set; }

    public bool FillsPanel { get; set; }

    /// <summary>As typed; blank is no limit.</summary>
    public string Max { get; set; }

    /// <summary>Blank leaves colour and line to the kind.</summary>
    public string Color { get; set; }

    public LinkLine Line { get; set; }

    public List<Label> Labels { get; }

    public List<Field> Fields { get; }

    /// <summary>Fields that links have values of and that were removed, with whether the values may be lost.</summary>
    public Dictionary<string, bool> Lost { get; } = new(StringComparer.Ordinal);

    public bool IsNew => type.Id == 0;

    /// <summary>What is drawn with the choices made so far.</summary>
    public (string Color, LinkLine Line) Look => Color.Length == 0 ? (LinkColors.Of(Kind), LinkColors.LineOf(Kind)) : (Color, Line);

    /// <summary>Types that can be the reverse.</summary>
    public IEnumerable<LinkType> Inverses(IEnumerable<LinkType> types) => types.Where(other => other.Id != type.Id);

    public void AddField(string name, LinkFieldKind kind)
    {
        if (!string.IsNullOrWhiteSpace(name))
        {
            Fields.Add(new Field { Name = name.Trim(), Kind = kind });
        }
    }

    public void MoveField(Field field, int by)
    {
        var at = Fields.IndexOf(field);
        if (at + by >= 0 && at + by < Fields.Count)
        {
            Fields.RemoveAt(at);
            Fields.Insert(at + by, field);
        }
    }

    /// <summary>Takes a field away; when links have values of it, the person must say that they may be lost.</summary>
    public void RemoveField(Field field, int links)
    {
        Fields.Remove(field);
        if (field.Code.Length > 0 && links > 0)
        {
            Lost[field.Code] = false;
        }
    }

    /// <summary>What is to be saved, or what cannot be read.</summary>
    public Outcome<LinkTypeEdit> ToEdit()
    {
        int? max = null;
        if (!string.IsNullOrWhiteSpace(Max))
        {
            if (!TypedNumbers.TryWhole(Max, out var typed))
            {
                return new Refusal("link-type.max", L["The maximum of links is a whole number, or empty for no limit."], nameof(Max));
            }

            max = typed;
        }

        return new LinkTypeEdit(
            IsNew ? null : type.Id, type.Version, Code, Name, Kind, Direction,
            int.TryParse(InverseId, NumberStyles.None, CultureInfo.InvariantCulture, out var inverse) ? inverse : null,
            AllowsQuantity, max, FillsPanel, Color.Length == 0 ? null : Color, Line,
            Labels.Where(label => !string.IsNullOrWhiteSpace(label.Text)).ToDictionary(label => label.Locale, label => label.Text, StringComparer.Ordinal),
            [.. Fields.Select(field => new LinkFieldEdit(field.Code, field.Name, field.Kind))],
            [.. Lost.Where(pair => pair.Value).Select(pair => pair.Key)]);
    }

    /// <summary>The name in one locale.</summary>
    public sealed class Label
    {
        public required string Locale { get; init; }

        public string Text { get; set; } = "";
    }

    /// <summary>One of the type's own fields.</summary>
    public sealed class Field
    {
        /// <summary>Blank while it is new.</summary>
        public string Code { get; init; } = "";

        public string Name { get; set; } = "";

        public LinkFieldKind Kind { get; set; }

        public LinkFieldKind Was { get; init; }

        /// <summary>Kinds that it can have without losing what links say.</summary>
        public IEnumerable<LinkFieldKind> Kinds(int links) => Enum.GetValues<LinkFieldKind>().Where(kind => links == 0 || LinkFields.CanBecome(Was, kind));
    }
}
