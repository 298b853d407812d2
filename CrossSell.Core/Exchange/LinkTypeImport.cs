using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Makes the link types of a file of types that the studio has none for, so that a file of links finds them. A type that is there already, by its code or as
/// the counterpart of one of ours, stays as it is; the same file twice changes nothing.
/// </summary>
internal sealed class LinkTypeImport(StudioStore store, Actor actor, LinkImportOptions options)
{
    /// <param name="stream">Of the file; left open.</param>
    /// <param name="errors">Gets the rows that were left out, in the form of the file; null when nobody wants them.</param>
    public async Task<Outcome<LinkImportReport>> ImportAsync(
        Stream stream, string name, SniffedFile file, TextWriter? errors, CancellationToken cancellation)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        if ((await DialectFile.ReadAsync(stream, file, name, options.Dialect, cancellation)).IsRefused(out var refusal, out var reading))
        {
            return refusal;
        }

        await using var table = new TranslatedFile(reading);
        long? set = null;
        List<LinkType> made;
        if (options.DryRun)
        {
            await using var db = store.Read();
            made = Missing(await TypesAsync(db, cancellation), reading.Facts);
        }
        else
        {
            await using var session = await store.WriteAsync(actor, "Added the link types of a file", cancellation);
            session.JobId = options.JobId;
            made = Missing(await TypesAsync(session.Db, cancellation), reading.Facts);
            if (made.Count > 0 && (!options.Strict || table.Strict is null))
            {
                session.Db.AddRange(made);
                if ((await session.CommitAsync(cancellation)).IsRefused(out refusal, out var written))
                {
                    return refusal;
                }

                set = written;
            }
        }

        var all = table.Together([]);
        await table.WriteErrorsAsync(stream, all, errors, cancellation);
        var wrong = all.Select(error => error.Line).Distinct().Count();
        return options.Strict && table.Strict is { } broken ? broken : new LinkImportReport(
            reading.Facts.Rows, made.Count, 0, 0, reading.Facts.Rows - made.Count - wrong, wrong, all, reading.Facts.LeftAside, options.DryRun, reading.Stopped)
        {
            ChangeSets = set is { } one ? [one] : [], IsOfTypes = true,
        };
    }

    private static Task<List<LinkType>> TypesAsync(StudioDb db, CancellationToken cancellation) =>
        db.LinkTypes.AsNoTracking().OrderBy(type => type.Position).ToListAsync(cancellation);

    /// <summary>What the studio has no type for; a type that cannot be made is refused with its row.</summary>
    private static List<LinkType> Missing(List<LinkType> types, FileFacts facts)
    {
        var made = new List<LinkType>();
        var codes = types.Where(type => !type.Retired).Select(type => type.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = types.Select(type => type.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var position = types.Count == 0 ? 0 : types.Max(type => type.Position) + 1;
        foreach (var fact in facts.LinkTypes)
        {
            var word = LinkWords.Of(fact.Code);
            // Links of the file go there by the same question.
            if (LinkWords.Into(word, codes, isAlternative: false) is not null)
            {
                continue;
            }

            var code = LinkWords.CodeOf(word);
            if (!CatalogCode.IsCode(code))
            {
                Refuse(
                    "code.form",
                    $"The code {fact.Code} cannot be one here. Write at most 40 letters, digits and underscores, with a letter or digit at both ends.");
            }
            else if (types.Find(type => type.Code == code) is { } retired)
            {
                Refuse("code.retired", $"The link type {retired.Name} is retired. Take it back into use under Settings, Link types.");
            }
            else if (Name(fact, names) is not { } name)
            {
                Refuse("name.twice", $"There is already a link type called {fact.Code}. Write a label that no other link type has.");
            }
            else
            {
                codes.Add(code);
                names.Add(name);
                made.Add(new LinkType
                {
                    Code = code, Name = name, Kind = LinkKind.Custom, Direction = fact.IsTwoWay ? LinkDirection.TwoWay : LinkDirection.OneWay,
                    AllowsQuantity = fact.IsQuantified, Position = position++,
                    Labels = fact.Labels.Where(label => label.Text != name && label.Text.Length <= LinkTypeEdit.NameLength)
                        .DistinctBy(label => label.Locale, StringComparer.OrdinalIgnoreCase).ToDictionary(label => label.Locale, label => label.Text),
                });
            }

            void Refuse(string why, string message) => facts.Refused.Add(new RowRefusal(fact.Line, "code", fact.Code, why, message));
        }

        return made;
    }

    /// <summary>The label in English, else the first one, else the code; null where other types are called by all of them.</summary>
    private static string? Name(LinkTypeFact fact, HashSet<string> names) => fact.Labels
        .OrderBy(label => !label.Locale.StartsWith("en", StringComparison.Ordinal)).Select(label => label.Text).Append(fact.Code)
        .FirstOrDefault(name => name.Length <= LinkTypeEdit.NameLength && !names.Contains(name));
}
