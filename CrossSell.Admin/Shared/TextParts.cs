using CrossSell.Core.Common;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shared;

/// <summary>What pages need of <see cref="Texts"/> beyond the text itself.</summary>
#pragma warning disable ASP0006 // The number of a part is its place: the same text gives the same ones.
internal static class TextParts
{
    /// <summary>One of two texts by a number, which is <c>{0}</c> in the person's format; what follows is <c>{1}</c> and so on.</summary>
    public static string Count(this Texts texts, long number, string one, string many, params ReadOnlySpan<object> arguments) =>
        texts.Plural(number, Formats.Count(number), one, many, arguments);

    /// <summary>A text with markup in the place of <c>{0}</c>, <c>{1}</c>: each language puts a link or a key where its sentence has it.</summary>
    public static RenderFragment With(this Texts texts, string name, params RenderFragment[] parts) => builder =>
    {
        var rest = texts[name].Value.AsSpan();
        for (var part = 0; rest.Length > 0; part++)
        {
            builder.OpenRegion(part);
            var open = rest.IndexOf('{');
            builder.AddContent(0, (open < 0 ? rest : rest[..open]).ToString());
            if (open >= 0)
            {
                builder.AddContent(1, parts[rest[open + 1] - '0']);
            }

            builder.CloseRegion();
            rest = open < 0 ? [] : rest[(open + 3)..];
        }
    };
}
