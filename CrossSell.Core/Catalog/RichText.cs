using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Ganss.Xss;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Descriptions as they are stored: plain text, or HTML of paragraphs, headings, lists, bold, italic and links and nothing else.
/// Everything is cleaned when it is written and once more when it is shown, so that no script ever reaches a browser, no matter who wrote it.
/// </summary>
public static partial class RichText
{
    private static readonly string[] Blocks = ["P", "H2", "H3", "H4", "UL", "OL"];
    private static readonly string[] Schemes = ["http://", "https://", "mailto:"];

    // Sanitizing is thread safe as long as the settings stand still.
    private static readonly HtmlSanitizer Sanitizer = Make();

    /// <summary>What may be stored: plain text as it came, HTML cleaned and in paragraphs, null when there is nothing to read in it.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return Markup().IsMatch(text) ? CleanMarkup(text) : text.Trim();
    }

    /// <summary>Safe HTML for a page, whatever is stored.</summary>
    public static string ToHtml(string? stored)
    {
        if (string.IsNullOrWhiteSpace(stored))
        {
            return "";
        }

        return Markup().IsMatch(stored)
            ? CleanMarkup(stored) ?? ""
            : string.Concat(stored.Trim().ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(paragraph => $"<p>{WebUtility.HtmlEncode(paragraph.Trim()).Replace("\n", "<br>", StringComparison.Ordinal)}</p>"));
    }

    /// <summary>Only the words, for lists, histories and counting.</summary>
    public static string ToText(string? stored) => stored is null ? ""
        : !Markup().IsMatch(stored) ? stored.Trim()
        : Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(Ends().Replace(CleanMarkup(stored) ?? "", " "), "")), " ").Trim();

    private static string? CleanMarkup(string html)
    {
        using var document = Sanitizer.SanitizeDom(html);
        var body = document.Body!;
        WrapLooseText(document, body);
        foreach (var empty in body.QuerySelectorAll("p, h2, h3, h4, li, ul, ol").Where(element => string.IsNullOrWhiteSpace(element.TextContent)).ToList())
        {
            empty.Remove();
        }

        var clean = body.InnerHtml.Trim();
        return clean.Length == 0 || string.IsNullOrWhiteSpace(body.TextContent) ? null : clean;
    }

    // Words that stand in no block get a paragraph of their own, so that every shop's style sheet has something to hold on to.
    private static void WrapLooseText(IDocument document, IElement body)
    {
        IElement? paragraph = null;
        foreach (var node in body.ChildNodes.ToList())
        {
            if (node is IElement element && Blocks.Contains(element.TagName))
            {
                paragraph = null;
                continue;
            }

            if (paragraph is null && string.IsNullOrWhiteSpace(node.TextContent))
            {
                body.RemoveChild(node);
                continue;
            }

            if (paragraph is null)
            {
                paragraph = document.CreateElement("p");
                body.InsertBefore(paragraph, node);
            }

            paragraph.AppendChild(node);
        }
    }

    private static HtmlSanitizer Make()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase) {
                "p", "br", "strong", "em", "b", "i", "h2", "h3", "h4", "ul", "ol", "li", "a" },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
        })
        {
            // A pasted table keeps its words; what is not words (scripts, styles) goes with everything in it.
            KeepChildNodes = true,
        };
        sanitizer.RemovingTag += (_, removing) =>
        {
            if (removing.Tag.TagName is "SCRIPT" or "STYLE" or "IFRAME" or "OBJECT" or "SVG" or "MATH" or "TEMPLATE" or "NOSCRIPT" or "TEXTAREA" or "TITLE"
                or "HEAD"
                || removing.Tag.NamespaceUri != "http://www.w3.org/1999/xhtml")
            {
                removing.Tag.TextContent = "";
            }
        };
        sanitizer.PostProcessNode += (_, processed) =>
        {
            if (processed.Node is IElement { TagName: "A" } link)
            {
                var address = link.GetAttribute("href")?.Trim() ?? "";
                if (Schemes.Any(scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
                {
                    link.SetAttribute("rel", "noopener noreferrer nofollow");
                }
                else
                {
                    // An address inside the shop or of a scheme nobody asked for: the words stay.
                    link.RemoveAttribute("href");
                }
            }
        };
        return sanitizer;
    }

    [GeneratedRegex("<[a-zA-Z/!?]")]
    private static partial Regex Markup();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"</(p|h2|h3|h4|li)>|<br\s*/?>")]
    private static partial Regex Ends();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
