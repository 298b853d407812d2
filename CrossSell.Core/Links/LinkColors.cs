namespace CrossSell.Core.Links;

/// <summary>
/// The colours that a link type can have, by name: each is a token of the studio's theme (<c>--cs-link-teal</c>) that can be read as text in light and dark.
/// </summary>
public static class LinkColors
{
    public static readonly IReadOnlyList<string> Names = ["indigo", "blue", "teal", "green", "amber", "rose", "violet", "slate"];

    /// <summary>The type's own colour, or that of its kind.</summary>
    public static string Of(LinkType type) => type.Color is { } color && Names.Contains(color) ? color : Of(type.Kind);

    /// <summary>The type's own line; a type that leaves its colour to the kind leaves the line to it too.</summary>
    public static LinkLine LineOf(LinkType type) => type.Color is not null ? type.Line : LineOf(type.Kind);

    /// <summary>What types of this kind look like when nobody chose.</summary>
    public static string Of(LinkKind kind) => kind switch
    {
        LinkKind.Complement => "indigo",
        LinkKind.Accessory => "teal",
        LinkKind.UpSell => "amber",
        LinkKind.Substitute => "slate",
        _ => "blue",
    };

    /// <inheritdoc cref="Of(LinkKind)"/>
    public static LinkLine LineOf(LinkKind kind) => kind switch
    {
        LinkKind.Substitute => LinkLine.Dashed,
        LinkKind.UpSell => LinkLine.Dotted,
        _ => LinkLine.Solid,
    };
}
