using CrossSell.Core.Audit;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Links;

/// <summary>What a link means to the shopper.</summary>
public enum LinkKind
{
    Complement,
    UpSell,
    Accessory,
    Substitute,
    Custom,
}

/// <summary>Whether a link has a reverse link.</summary>
public enum LinkDirection
{
    OneWay,

    /// <summary>The same type is the reverse too.</summary>
    TwoWay,

    /// <summary>Another type is the reverse: accessory and fits.</summary>
    Inverse,
}

/// <summary>How links of a type are drawn.</summary>
public enum LinkLine
{
    Solid,
    Dashed,
    Dotted,
}

public enum LinkFieldKind
{
    Text,
    Number,
    YesNo,
}

/// <summary>A field that links of a type have besides their own, as the shop defines it.</summary>
public sealed record LinkField(string Code, string Name, LinkFieldKind Kind);

/// <summary>A type of link as the shop defines it. A type in use is retired, never deleted.</summary>
public sealed class LinkType : IAudited, IVersioned
{
    public const string CrossSell = "cross-sell";
    public const string UpSell = "up-sell";
    public const string Accessory = "accessory";
    public const string Fits = "fits";
    public const string Substitute = "substitute";

    public int Id { get; set; }

    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>The name in other locales, by locale.</summary>
    public Dictionary<string, string> Labels { get; set; } = [];

    public LinkKind Kind { get; set; }

    public LinkDirection Direction { get; set; }

    /// <summary>The reverse type, when the direction is inverse.</summary>
    public int? InverseTypeId { get; set; }

    public bool FillsPanel { get; set; }

    public bool AllowsQuantity { get; set; }

    /// <summary>Null means no limit.</summary>
    public int? MaxPerProduct { get; set; }

    /// <summary>One of the studio's palette by name; null leaves it to the kind.</summary>
    public string? Color { get; set; }

    public LinkLine Line { get; set; }

    public List<LinkField> Fields { get; set; } = [];

    public int Position { get; set; }

    public bool Retired { get; set; }

    public int Version { get; set; }

    /// <summary>The type's name for a reader of this locale: as said for it, else for its language, else the name.</summary>
    /// <param name="locale">Such as <c>de-AT</c>; null when nobody knows it.</param>
    public string LabelIn(string? locale)
    {
        if (locale is null || Labels.Count == 0)
        {
            return Name;
        }

        var language = locale.Split('-', '_')[0];
        return Labels.GetValueOrDefault(locale) ?? Labels.GetValueOrDefault(language)
            ?? Labels.OrderBy(label => label.Key, StringComparer.Ordinal)
                .FirstOrDefault(label => label.Key.StartsWith(language + '-', StringComparison.OrdinalIgnoreCase)).Value ?? Name;
    }

    /// <summary>
    /// The same within a sentence: the shop's own name in small letters, a label as it was written, since languages differ in what they capitalise.
    /// </summary>
    public string WordIn(string? locale) => LabelIn(locale) is var label && label != Name ? label : Name.ToLowerInvariant();

    internal sealed class Map : IEntityTypeConfiguration<LinkType>
    {
        public void Configure(EntityTypeBuilder<LinkType> builder)
        {
            builder.ToTable("LinkTypes");
            builder.HasIndex(type => type.Code).IsUnique();
            builder.Property(type => type.Version).IsConcurrencyToken();
            builder.Property(type => type.Labels).AsJson();
            builder.Property(type => type.Fields).AsJson();
            // No foreign key on the inverse: the two types point at one another, and types are retired, never deleted.
            // Every installation starts with these; a shop can add its own.
            builder.HasData(
                new LinkType
                {
                    Id = 1, Code = CrossSell, Name = "Cross-sell", Kind = LinkKind.Complement, FillsPanel = true, AllowsQuantity = true, Position = 0
                },
                new LinkType
                {
                    Id = 2, Code = Accessory, Name = "Accessory", Kind = LinkKind.Accessory, Direction = LinkDirection.Inverse, InverseTypeId = 3,
                    FillsPanel = true, AllowsQuantity = true, Position = 1
                },
                new LinkType
                {
                    Id = 3, Code = Fits, Name = "Fits", Kind = LinkKind.Accessory, Direction = LinkDirection.Inverse, InverseTypeId = 2, Position = 2
                },
                new LinkType { Id = 4, Code = UpSell, Name = "Up-sell", Kind = LinkKind.UpSell, Position = 3 },
                new LinkType { Id = 5, Code = Substitute, Name = "Substitute", Kind = LinkKind.Substitute, Direction = LinkDirection.TwoWay, Position = 4 });
        }
    }
}
