using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.SavedViews;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Storage;

/// <summary>Whether somebody may take a change back: undoing needs the same right, in the same channels, as doing.</summary>
internal static class UndoRights
{
    public static async Task<Refusal?> DenyAsync(StudioDb db, ChangeSet set, Actor actor, CancellationToken cancellation)
    {
        foreach (var change in set.Changes)
        {
            if (await DenyAsync(db, change, actor, cancellation) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static async Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation) => change.Entity switch
    {
        nameof(Listing) => OnlyFollows(change) ? null : actor.Deny(Permission.EditCatalog, Part(change, 1)),
        nameof(Product) or nameof(ProductCategory) or nameof(ProductText) or nameof(AttributeValue) =>
            actor.DenyInEach(Permission.EditCatalog, await ProductChannels.OfAsync(db, Part(change, 0), cancellation)),
        nameof(ProductMedia) =>
            actor.DenyInEach(Permission.EditCatalog, await ProductChannels.OfAsync(db, await MediaProductAsync(db, change, cancellation), cancellation)),
        nameof(ProductLink) => await LinkAsync(db, change, actor, cancellation),
        nameof(SuggestionVerdict) => actor.Deny(Permission.DecideSuggestions, await VerdictChannelAsync(db, change, cancellation)),
        nameof(Rule) => await RuleAsync(db, change, actor, cancellation),
        nameof(Category) => actor.Deny(Permission.EditCatalog, null),
        nameof(BundleRevision) or nameof(BundleComponent) or nameof(RevisionAuthor) => await RevisionAsync(db, change, actor, cancellation),
        nameof(Bundle) => actor.CanAnywhere(Permission.EditBundles) ? null : Refusal.Forbidden($"{actor.Name} may not edit bundles any more."),
        nameof(SavedView) => await OwnerAsync(db, change, cancellation) == actor.Id ? null : actor.Deny(Permission.Administer, null),
        _ => actor.Deny(Permission.Administer, null),
    };

    // Completeness follows in every shop that lists the product, whoever edited it in one: it is nobody's own change.
    private static bool OnlyFollows(Change change)
    {
        using var fields = JsonDocument.Parse(change.After ?? "{}");
        return change.Kind == ChangeKind.Edited
            && fields.RootElement.EnumerateObject().All(field => field.Name is nameof(Listing.Completeness) or nameof(Listing.Missing));
    }

    private static async Task<int> MediaProductAsync(StudioDb db, Change change, CancellationToken cancellation)
    {
        var id = Part(change, 0);
        return Field(change, nameof(ProductMedia.ProductId))
            ?? await db.ProductMedia.Where(media => media.Id == id).Select(media => media.ProductId).SingleOrDefaultAsync(cancellation);
    }

    private static async Task<Refusal?> LinkAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation)
    {
        if (actor.Can(Permission.EditLinks, null))
        {
            return null;
        }

        var id = Part(change, 0);
        var now = await db.Links.Where(link => link.Id == id).Select(link => link.ChannelIds).SingleOrDefaultAsync(cancellation);
        // Where it is shown, where it was and where it shall be again; a link that says nothing of channels is for every shop.
        var told = new[] { now, Ids(change.Before), Ids(change.After) }.OfType<List<int>>().ToList();
        IReadOnlyCollection<int> reach = told.Count == 0 || told.Exists(ids => ids.Count == 0) ? [] : [.. told.SelectMany(ids => ids).Distinct()];
        return await LinkRights.DenyAsync(db, actor, await LinkSourceAsync(db, change, cancellation), reach, cancellation);

        static List<int>? Ids(string? json)
        {
            using var fields = JsonDocument.Parse(json ?? "{}");
            return fields.RootElement.TryGetProperty(nameof(ProductLink.ChannelIds), out var ids) ? ids.Deserialize<List<int>>() : null;
        }
    }

    private static async Task<int> LinkSourceAsync(StudioDb db, Change change, CancellationToken cancellation)
    {
        var id = Part(change, 0);
        return Field(change, nameof(ProductLink.SourceId))
            ?? await db.Links.Where(link => link.Id == id).Select(link => link.SourceId).SingleOrDefaultAsync(cancellation);
    }

    // Priorities are renumbered when another rule comes or goes: they are nobody's own change.
    private static async Task<Refusal?> RuleAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation)
    {
        using var fields = JsonDocument.Parse(change.Before ?? change.After!);
        if (change.Kind == ChangeKind.Edited && fields.RootElement.EnumerateObject().All(field => field.Name == nameof(Rule.Priority)))
        {
            return actor.CanAnywhere(Permission.EditLinks) ? null : actor.Deny(Permission.EditLinks, null);
        }

        var id = Part(change, 0);
        var now = await db.Rules.SingleOrDefaultAsync(rule => rule.Id == id, cancellation);
        var then = fields.RootElement.TryGetProperty(nameof(Rule.ChannelIds), out var channels) ? channels.Deserialize<List<int>>() : now?.ChannelIds;
        return RuleService.Deny(actor, then ?? []) ?? (now is null ? null : RuleService.Deny(actor, now.ChannelIds));
    }

    // What was submitted or decided on since is not changed under its reviewers.
    private static async Task<Refusal?> RevisionAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation)
    {
        var id = change.Entity == nameof(BundleComponent)
            ? Field(change, nameof(BundleComponent.RevisionId)) ?? await RevisionOfAsync(db, Part(change, 0), cancellation)
            : Part(change, 0);
        var revision = await db.BundleRevisions.AsNoTracking().Include(item => item.Channels).SingleOrDefaultAsync(item => item.Id == id, cancellation);
        return revision is null ? null
            : !revision.IsEditable ? new Refusal("undo.frozen", $"{revision.Name} is in review or was decided on since, so this cannot be undone as a whole.")
            : revision.Channels.Select(place => actor.Deny(Permission.EditBundles, place.ChannelId)).FirstOrDefault(denied => denied is not null);
    }

    private static Task<int> RevisionOfAsync(StudioDb db, int componentId, CancellationToken cancellation) =>
        db.BundleComponents.Where(component => component.Id == componentId).Select(component => component.RevisionId).SingleOrDefaultAsync(cancellation);

    private static async Task<int?> VerdictChannelAsync(StudioDb db, Change change, CancellationToken cancellation)
    {
        var id = Part(change, 0);
        return Field(change, nameof(SuggestionVerdict.ChannelId))
            ?? await db.SuggestionVerdicts.Where(verdict => verdict.Id == id).Select(verdict => (int?)verdict.ChannelId).SingleOrDefaultAsync(cancellation);
    }

    private static async Task<string?> OwnerAsync(StudioDb db, Change change, CancellationToken cancellation)
    {
        using var document = JsonDocument.Parse(change.Before ?? change.After!);
        var id = Part(change, 0);
        return document.RootElement.TryGetProperty(nameof(SavedView.OwnerId), out var owner)
            ? owner.GetString()
            : await db.SavedViews.Where(view => view.Id == id).Select(view => view.OwnerId).SingleOrDefaultAsync(cancellation);
    }

    private static int Part(Change change, int index) => int.Parse(change.EntityId.Split('/')[index], CultureInfo.InvariantCulture);

    private static int? Field(Change change, string name)
    {
        using var document = JsonDocument.Parse(change.Before ?? change.After!);
        return document.RootElement.TryGetProperty(name, out var value) ? value.GetInt32() : null;
    }
}
