using System.ComponentModel;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Embed;

/// <summary>How the server draws a panel as HTML.</summary>
public sealed record PanelHtmlLook(
    [property: Description("Where the forms are sent (POST: sku, bundle, slot.<key>, quantity.<SKU>); without it there are links only.")] string? Action = null,
    [property: Description("1 adds JSON-LD that names the products by @id; needs the shop's product addresses.")] string? Jsonld = null,
    [property: Description("0 leaves out the link to the style sheet, for a shop that has styles of its own.")] string? Styles = null,
    [property: Description("Level of the headings, 2 to 4; by default 2.")] string? HeadingLevel = null)
{
    /// <summary>Whether machines are told which products these are.</summary>
    public bool HasJsonLd => Jsonld is "1" or "true";

    /// <summary>Whether the sheet of the element is linked.</summary>
    public bool HasStyles => Styles is not ("0" or "false");

    /// <summary>2 to 4; 0 for what is no level.</summary>
    public int Level => HeadingLevel switch { null or "" or "2" => 2, "3" => 3, "4" => 4, _ => 0 };

    /// <summary>What cannot be drawn; null for nothing.</summary>
    public Refusal? Wrong =>
        Level == 0 ? new Refusal("panel.heading-level", "headingLevel is 2, 3 or 4.", "headingLevel")
        : Action is { Length: > 0 } && !IsAddress(Action)
            ? new Refusal("panel.action", "action is an address of the shop: it begins with / or https://.", "action")
            : null;

    // Nothing that would run as a script, and no other host by two slashes or by what browsers take for one.
    private static bool IsAddress(string text) =>
        (text[0] == '/' && (text.Length == 1 || text[1] is not ('/' or '\\')))
        || (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http");
}
