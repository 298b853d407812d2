using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>How a line is drawn. The shop says it of its types; candidates look alike.</summary>
/// <param name="Color">A token of the theme: <c>--cs-link-…</c>.</param>
public readonly record struct LinkLook(string Color, LinkLine Line)
{
    public static readonly LinkLook Candidate = new("candidate", LinkLine.Dashed);

    /// <summary>For the style sheets: <c>dotted</c>.</summary>
    public string Stroke => Line.ToString().ToLowerInvariant();

    /// <summary>The colour for everything inside, as a style.</summary>
    public string Style => $"--tone: var(--cs-link-{Color})";

    public static LinkLook Of(LinkType type) => new(LinkColors.Of(type), LinkColors.LineOf(type));
}
