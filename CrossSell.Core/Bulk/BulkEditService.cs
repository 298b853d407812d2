using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>Edits of many products at once: previewed with counts, then done as a job.</summary>
public sealed class BulkEditService(StudioStore store, CatalogList list, JobQueue queue)
{
    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "bulk-edit";

    private const int Chunk = 5_000;
    private const int SampleSize = 5;

    /// <summary>What the edit would change and what it would have to leave, without changing anything.</summary>
    public async Task<Outcome<BulkPreview>> PreviewAsync(ProductSelection selection, BulkEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        var ids = await IdsAsync(actor.Reads, selection, cancellation);
        await using var db = store.Read();
        if (edit is LinkTo or AddToBundle)
        {
            return await PreviewOneByOneAsync(db, ids, edit, actor, cancellation);
        }

        if ((await StepAsync(db, edit, actor, cancellation)).IsRefused(out var refusal, out var step))
        {
            return refusal;
        }

        var problems = new JobProblems();
        var (changing, unchanged) = (0, 0);
        var sample = new List<BulkSample>();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var verdict = new BulkVerdict();
            await step.DecideAsync(db, chunk, verdict, cancellation);
            changing += verdict.Changing.Count;
            unchanged += verdict.Unchanged;
            await ExplainAsync(db, verdict, problems, cancellation);
            var shown = verdict.Changing.Take(SampleSize - sample.Count).ToList();
            if (shown.Count > 0)
            {
                var names = await db.Products.Where(product => shown.Contains(product.Id)).Select(product => new { product.Id, product.Sku, product.Name })
                    .ToDictionaryAsync(product => product.Id, cancellation);
                sample.AddRange(shown.Where(names.ContainsKey).Select(id => new BulkSample(
                    names[id].Sku, names[id].Name, verdict.Words[id].Before, verdict.Words[id].After, verdict.Amounts.GetValueOrDefault(id))));
            }
        }

        return new BulkPreview(ids.Count, changing, unchanged, problems.All, sample, step.Sentence(changing));
    }

    /// <returns>The id of the job that does it.</returns>
    public async Task<Outcome<long>> StartAsync(ProductSelection selection, BulkEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        var count = selection.All ? (await list.IdsAsync(actor.Reads, selection, cancellation)).Count : selection.Ids.Count;
        if (count == 0)
        {
            return new Refusal("bulk.none", L["No product is selected."]);
        }

        await using var db = store.Read();
        if (edit is LinkTo or AddToBundle)
        {
            return (await OneByOne.SentenceAsync(db, edit, count, actor, cancellation)).IsRefused(out var wrong, out var sentence)
                ? wrong
                : await queue.StartAsync(Kind, Texts.InEnglish(sentence), new BulkEditInput(selection, edit), actor, cancellation);
        }

        return (await StepAsync(db, edit, actor, cancellation)).IsRefused(out var refusal, out var step)
            ? refusal
            : await queue.StartAsync(Kind, Sentence(step, count), new BulkEditInput(selection, edit), actor, cancellation);
    }

    /// <summary>The sentence of history and job.</summary>
    internal static string Sentence(BulkEditStep step, int count) => Texts.InEnglish(() => step.Sentence(count));

    /// <summary>Loads what the edit needs and checks it, with the actor's rights in the channel it is about.</summary>
    internal static async Task<Outcome<BulkEditStep>> StepAsync(StudioDb db, BulkEdit edit, Actor actor, CancellationToken cancellation)
    {
        switch (edit)
        {
            case SetStatus status:
                return status.SuccessorId is { } successor && !await db.Products.AnyAsync(product => product.Id == successor, cancellation)
                    ? Refusal.NotFound(L["The replacement product no longer exists."], "successor")
                    : Outcome.Of<BulkEditStep>(new StatusStep(actor, status)).Allowed(actor);
            case ListIn or UnlistFrom or Publish or Unpublish or SetStock or PriceFormula:
                return await ChannelStepAsync(db, edit, actor, cancellation);
            case AddCategory or RemoveCategory or MoveToCategory:
                var categoryId =
                    edit switch { AddCategory add => add.CategoryId, RemoveCategory remove => remove.CategoryId, _ => ((MoveToCategory)edit).CategoryId };
                var categories = await db.Categories.AsNoTracking().ToListAsync(cancellation);
                return categories.Find(item => item.Id == categoryId) is { } category
                    ? Outcome.Of<BulkEditStep>(new CategoryStep(actor, edit, category, categories.ToDictionary(item => item.Id, item => item.Name)))
                        .Allowed(actor)
                    : Refusal.NotFound(L["This category no longer exists."], "category");
            case SetAttribute set:
                if (await db.Attributes.AsNoTracking().SingleOrDefaultAsync(item => item.Id == set.AttributeId, cancellation) is not { } attribute)
                {
                    return Refusal.NotFound(L["This attribute no longer exists."], "attribute");
                }

                if (string.IsNullOrWhiteSpace(set.Value))
                {
                    return Outcome.Of<BulkEditStep>(new AttributeStep(actor, attribute, null, null)).Allowed(actor);
                }

                var named = AttributeRules.Parts(set.Value);
                var skus = attribute.Kind == AttributeKind.Products
                    ? await db.Products.Where(product => named.Contains(product.Sku)).Select(product => product.Sku)
                        .ToDictionaryAsync(sku => sku, StringComparer.OrdinalIgnoreCase, cancellation)
                    : [];
                return AttributeRules.Check(attribute, set.Value, skus).IsRefused(out var wrong, out var value)
                    ? wrong
                    : Outcome.Of<BulkEditStep>(new AttributeStep(actor, attribute, value.Text, value.Number)).Allowed(actor);
            case AddTag or RemoveTag:
                var tag = (edit is AddTag added ? added.Tag : ((RemoveTag)edit).Tag).Trim();
                return tag.Length is 0 or > 50
                    ? new Refusal("bulk.tag", L["A tag has 1 to 50 characters."], "tag")
                    : Outcome.Of<BulkEditStep>(new TagStep(actor, tag, edit is AddTag)).Allowed(actor);
            default:
                throw new InvalidOperationException($"{edit.GetType().Name} is not done by steps.");
        }
    }

    internal static async Task ExplainAsync(StudioDb db, BulkVerdict verdict, JobProblems problems, CancellationToken cancellation)
    {
        foreach (var reason in verdict.Refused.GroupBy(refused => refused.Reason, StringComparer.Ordinal))
        {
            var first = reason.Take(SampleSize).Select(refused => refused.Id).ToList();
            var skus = await db.Products.Where(product => first.Contains(product.Id)).Select(product => product.Sku).ToListAsync(cancellation);
            foreach (var sku in skus)
            {
                problems.Add(reason.Key, sku);
            }

            problems.Add(reason.Key, count: reason.Count() - skus.Count);
        }
    }

    internal Task<IReadOnlyList<int>> IdsAsync(ReadScope scope, ProductSelection selection, CancellationToken cancellation) =>
        selection.All ? list.IdsAsync(scope, selection, cancellation) : Task.FromResult<IReadOnlyList<int>>([.. selection.Ids.Distinct()]);

    private static async Task<Outcome<BulkEditStep>> ChannelStepAsync(StudioDb db, BulkEdit edit, Actor actor, CancellationToken cancellation)
    {
        var channelId = edit switch
        {
            ListIn list => list.ChannelId,
            UnlistFrom unlist => unlist.ChannelId,
            Publish publish => publish.ChannelId,
            Unpublish unpublish => unpublish.ChannelId,
            SetStock stock => stock.ChannelId,
            _ => ((PriceFormula)edit).ChannelId,
        };
        var channels = await db.Channels.AsNoTracking().Include(item => item.TaxRates).ToListAsync(cancellation);
        if (channels.Find(item => item.Id == channelId) is not { } channel)
        {
            return Refusal.NotFound(L["This shop no longer exists."], "channel");
        }

        if (actor.Deny(Permission.EditCatalog, channelId) is { } denied)
        {
            return denied;
        }

        return edit switch
        {
            ListIn { PricesOf: { } other } when channels.Find(item => item.Id == other)?.CurrencyCode != channel.CurrencyCode =>
                new Refusal("bulk.currency", L["Prices can only be copied between shops with the same currency."], "pricesOf"),
            SetStock { Stock: < 0 or > ListingEdit.MaxStock } =>
                new Refusal("listing.stock", L["Stock cannot be negative. Leave it empty if it is not tracked."], "stock"),
            PriceFormula { Rule: PriceRule.MarginOnCost, Number: < 0 or >= 10_000 } =>
                new Refusal("bulk.margin", L["A margin is from 0 to less than 100 %."], "number"),
            PriceFormula { Rule: PriceRule.Percent, Number: <= -10_000 or > 1_000_000 } =>
                new Refusal("bulk.percent", L["A price can be lowered by less than 100 %."], "number"),
            PriceFormula { Number: > ListingEdit.MaxAmount or < -ListingEdit.MaxAmount } =>
                new Refusal("bulk.amount", L["An amount is at most 100 million."], "number"),
            PriceFormula price => new PriceStep(actor, price, channel),
            _ => new ListingStep(actor, edit, channel),
        };
    }

    private static async Task<Outcome<BulkPreview>> PreviewOneByOneAsync(
        StudioDb db, IReadOnlyList<int> ids, BulkEdit edit, Actor actor, CancellationToken cancellation)
    {
        if ((await OneByOne.SentenceAsync(db, edit, ids.Count, actor, cancellation)).IsRefused(out var refusal, out var sentence))
        {
            return refusal;
        }

        if (edit is LinkTo link)
        {
            return await PreviewLinksAsync(db, ids, link, sentence(), actor, cancellation);
        }

        var existing = await OneByOne.InBundleAsync(db, ids, ((AddToBundle)edit).Code, cancellation);
        var first = ids.Where(id => !existing.Contains(id)).Take(SampleSize).ToList();
        var sample = await db.Products.Where(product => first.Contains(product.Id)).Select(product => new { product.Sku, product.Name })
            .ToListAsync(cancellation);
        return new BulkPreview(
            ids.Count, ids.Count - existing.Count, existing.Count, [],
            [.. sample.Select(product => new BulkSample(product.Sku, product.Name, L["not in the bundle"], L["in the bundle"]))], sentence());
    }

    /// <summary>Judges every link as the job would: what the preview counts is what will be written.</summary>
    private static async Task<BulkPreview> PreviewLinksAsync(
        StudioDb db, IReadOnlyList<int> ids, LinkTo link, string sentence, Actor actor, CancellationToken cancellation)
    {
        var problems = new JobProblems();
        var (changing, unchanged) = (0, 0);
        var first = new List<int>();
        var accepted = new List<NewLink>();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var (verdict, batch) = await LinkToJudge.JudgeAsync(db, chunk, link, actor, cancellation, accepted);
            accepted.AddRange(batch.Accepted);
            await ExplainAsync(db, verdict, problems, cancellation);
            changing += verdict.Changing.Count;
            unchanged += verdict.Unchanged;
            first.AddRange(verdict.Changing.Take(SampleSize - first.Count));
        }

        var sample = await db.Products.Where(product => first.Contains(product.Id)).Select(product => new { product.Sku, product.Name })
            .ToListAsync(cancellation);
        return new BulkPreview(
            ids.Count, changing, unchanged, problems.All,
            [.. sample.Select(product => new BulkSample(product.Sku, product.Name, L["not linked"], L["linked"]))], sentence);
    }
}

file static class Rights
{
    public static Outcome<BulkEditStep> Allowed(this Outcome<BulkEditStep> step, Actor actor) =>
        actor.CanAnywhere(Permission.EditCatalog) ? step : actor.Deny(Permission.EditCatalog, null)!;
}
