using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;

namespace CrossSell.Core.Exchange;

/// <summary>Categories as files name them: by path (<c>Clothing &gt; Dresses</c>) or by code. Paths that are not there are planned, each part once.</summary>
internal sealed class CategoryPaths
{
    public const string Arrow = " > ";

    private readonly Dictionary<string, int> byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> byCode = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, Category> all;
    private readonly HashSet<string> twice = new(StringComparer.OrdinalIgnoreCase);
    // Texts repeat on thousands of rows, and what was found stays.
    private readonly Dictionary<string, int> found = new(StringComparer.Ordinal);
    private int next;

    public CategoryPaths(IEnumerable<Category> categories)
    {
        all = categories.ToDictionary(category => category.Id);
        next = all.Count == 0 ? 1 : all.Keys.Max() + 1;
        foreach (var category in all.Values)
        {
            byCode.Add(category.Code, category.Id);
            if (!byPath.TryAdd(PathOf(category), category.Id))
            {
                twice.Add(PathOf(category));
            }
        }
    }

    /// <summary>Parents first; ids are set.</summary>
    public List<Category> Made { get; } = [];

    public IEnumerable<string> MadePaths => Made.Select(PathOf);

    /// <summary>Null when there is none (any more).</summary>
    public string? PathOf(int id) => all.TryGetValue(id, out var category) ? PathOf(category) : null;

    /// <summary>Leaves out those that nothing is in after all, neither in them nor below.</summary>
    public void Keep(IEnumerable<int> used)
    {
        var kept = new HashSet<int>();
        foreach (var id in used)
        {
            for (int? at = id; at is { } step && kept.Add(step); at = all[step].ParentId)
            {
                // Up to the root, or to where somebody went before.
            }
        }

        Made.RemoveAll(category => !kept.Contains(category.Id));
    }

    /// <summary>The path when it leads back to this category, else its code.</summary>
    public string Write(int id)
    {
        var path = PathOf(all[id]);
        return twice.Contains(path) || byCode.GetValueOrDefault(path, id) != id || path.Contains(CatalogImportRowReader.Several, StringComparison.Ordinal)
            || Parts(path).Length != Depth(all[id]) ? all[id].Code : path;
    }

    /// <summary>The category's id; null when there is none and none may be made.</summary>
    public int? Find(string text, bool mayMake)
    {
        if (byCode.TryGetValue(text, out var id) || found.TryGetValue(text, out id))
        {
            return id;
        }

        var parts = Parts(text);
        if (parts.Length == 0)
        {
            return null;
        }

        var path = "";
        Category? parent = null;
        foreach (var part in parts)
        {
            path = parent is null ? part : path + Arrow + part;
            if (!byPath.TryGetValue(path, out id))
            {
                if (!mayMake)
                {
                    return null;
                }

                id = Make(part, parent, path);
            }

            parent = all[id];
        }

        found.Add(text, id);
        return id;
    }

    private int Make(string name, Category? parent, string path)
    {
        var siblings = all.Values.Count(category => category.ParentId == parent?.Id);
        var id = next++;
        var category = new Category
        {
            Id = id,
            Code = FreeCode(path),
            Name = name,
            ParentId = parent?.Id,
            Path = string.Create(CultureInfo.InvariantCulture, $"{parent?.Path}{id}/"),
            Position = siblings,
            Picture = parent?.Picture ?? "product.slate",
        };
        all.Add(id, category);
        byPath.Add(path, id);
        byCode.Add(category.Code, id);
        Made.Add(category);
        return id;
    }

    private string FreeCode(string path)
    {
        var text = new StringBuilder();
        foreach (var letter in path.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                text.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        var stem = text.ToString().Trim('-') is { Length: > 0 } made ? made : "category";
        var code = stem;
        for (var number = 2; byCode.ContainsKey(code); number++)
        {
            code = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        }

        return code;
    }

    private string PathOf(Category category) =>
        category.ParentId is { } parent && all.TryGetValue(parent, out var above) ? PathOf(above) + Arrow + category.Name : category.Name;

    private int Depth(Category category) => category.ParentId is { } parent && all.TryGetValue(parent, out var above) ? Depth(above) + 1 : 1;

    private static string[] Parts(string path) => path.Split('>', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
