using System.Collections.Frozen;
using System.Xml.Linq;

namespace CrossSell.Core.Catalog;

/// <summary>The symbols of a pictogram sprite by name, ready to be drawn one at a time. Immutable; made from the sprite's text, reads no file.</summary>
public sealed class PictogramSprite
{
    private readonly FrozenDictionary<string, string> _symbols;

    private PictogramSprite(FrozenDictionary<string, string> symbols) => _symbols = symbols;

    /// <summary>Names of all symbols, in alphabetical order.</summary>
    public IEnumerable<string> Names => _symbols.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads the <c>symbol</c> elements of an SVG document; throws when it is not well-formed XML.</summary>
    public static PictogramSprite Parse(string svg)
    {
        var symbols = XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "symbol" && e.Attribute("id") is not null);
        return new PictogramSprite(symbols.ToFrozenDictionary(s => s.Attribute("id")!.Value, Inner, StringComparer.Ordinal));
    }

    public bool Contains(string name) => _symbols.ContainsKey(name);

    /// <summary>A tinted SVG document, or null when the sprite has no such symbol.</summary>
    public string? Render(Pictogram pictogram, bool inDark = false) =>
        _symbols.TryGetValue(pictogram.Name, out var markup) ? pictogram.Render(markup, inDark) : null;

    private static string Inner(XElement symbol) =>
        string.Concat(symbol.Elements().Select(e => WithoutNamespace(e).ToString(SaveOptions.DisableFormatting)));

    // The document around it declares the SVG namespace once.
    private static XElement WithoutNamespace(XElement element) =>
        new(element.Name.LocalName, element.Attributes().Where(a => !a.IsNamespaceDeclaration), element.Elements().Select(WithoutNamespace));
}
