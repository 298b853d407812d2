using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.SavedViews.SavedViewsTexts;

namespace CrossSell.Core.SavedViews;

/// <summary>A saved view as a person sees it.</summary>
/// <param name="Owner">Name of who saved it.</param>
/// <param name="Mine">The person who asked owns it.</param>
/// <param name="CanChange">The person who asked may rename, overwrite, share and delete it.</param>
public sealed record SavedViewRow(int Id, string Name, string Query, bool Shared, string Owner, bool Mine, bool CanChange, int Version);

/// <summary>What a change of a view left behind, and what takes it back.</summary>
public sealed record SavedViewWritten(int Id, string Name, long ChangeSetId);

/// <summary>
/// Views that people keep of a list, for themselves or for everybody. Somebody else's own view is never shown nor changed; a shared one is changed by its owner
/// and by administrators only.
/// </summary>
public sealed class SavedViewService(StudioStore store)
{
    /// <summary>The product list, as <see cref="SavedView.Page"/> names it.</summary>
    public const string Products = "products";

    // More than any address that a browser sends.
    private const int QueryLength = 32_000;

    /// <summary>What this person sees, own ones first, each by name.</summary>
    public async Task<IReadOnlyList<SavedViewRow>> ListAsync(string page, Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var views = await (
            from view in db.SavedViews
            where view.Page == page && (view.Shared || view.OwnerId == actor.Id)
            join user in db.Users on view.OwnerId equals user.Id
            select new { View = view, user.DisplayName }).ToListAsync(cancellation);
        return [.. views
            .Select(row => new SavedViewRow(
                row.View.Id, row.View.Name, row.View.Query, row.View.Shared, row.DisplayName, row.View.OwnerId == actor.Id, CanChange(row.View, actor),
                row.View.Version))
            .OrderByDescending(row => row.Mine).ThenBy(row => row.Name, StringComparer.OrdinalIgnoreCase).ThenBy(row => row.Id)];
    }

    /// <summary>Keeps a list under a new name.</summary>
    public async Task<Outcome<SavedViewWritten>> SaveAsAsync(
        string page, string name, string query, bool shared, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Kind != ActorKind.Person || !actor.CanAnywhere(Permission.Read))
        {
            return Refusal.Forbidden(L["Sign in to save a view."]);
        }

        var clean = name.Trim();
        await using var session = await store.WriteAsync(actor, $"Saved the view {clean}", cancellation);
        var view = new SavedView { Page = page, Name = clean, Query = query, OwnerId = actor.Id, Shared = shared, UpdatedAt = session.Now };
        if (await WrongAsync(session, view, cancellation) is { } refusal)
        {
            return refusal;
        }

        session.Db.SavedViews.Add(view);
        return await CommitAsync(session, view, cancellation);
    }

    /// <summary>Puts another list under the name.</summary>
    public Task<Outcome<SavedViewWritten>> SaveAsync(int id, string query, int version, Actor actor, CancellationToken cancellation = default) =>
        ChangeAsync(id, version, actor, view => $"Saved the view {view.Name}", view => view.Query = query, cancellation);

    public Task<Outcome<SavedViewWritten>> RenameAsync(int id, string name, int version, Actor actor, CancellationToken cancellation = default) =>
        ChangeAsync(id, version, actor, view => $"Renamed the view {view.Name} to {name.Trim()}", view => view.Name = name.Trim(), cancellation);

    /// <summary>Shows a view to everybody, or to its owner only.</summary>
    public Task<Outcome<SavedViewWritten>> ShareAsync(int id, bool shared, int version, Actor actor, CancellationToken cancellation = default) =>
        ChangeAsync(
            id, version, actor, view => shared ? $"Shared the view {view.Name}" : $"Stopped sharing the view {view.Name}", view => view.Shared = shared,
            cancellation);

    public async Task<Outcome<SavedViewWritten>> DeleteAsync(int id, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Deleted a view", cancellation);
        if ((await FindAsync(session, id, actor, cancellation)).IsRefused(out var refusal, out var view))
        {
            return refusal;
        }

        session.Purpose = $"Deleted the view {view.Name}";
        session.Db.SavedViews.Remove(view);
        return await CommitAsync(session, view, cancellation);
    }

    private static bool CanChange(SavedView view, Actor actor) =>
        actor.Kind == ActorKind.Person && (view.OwnerId == actor.Id || (view.Shared && actor.Can(Permission.Administer, null)));

    private async Task<Outcome<SavedViewWritten>> ChangeAsync(
        int id, int version, Actor actor, Func<SavedView, string> purpose, Action<SavedView> change, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(actor, "Changed a view", cancellation);
        if ((await FindAsync(session, id, actor, cancellation)).IsRefused(out var refusal, out var view))
        {
            return refusal;
        }

        if (view.Version != version)
        {
            return Refusal.Stale(L["Someone changed the view {0}. Reopen it to see the changes.", view.Name]);
        }

        session.Purpose = purpose(view);
        change(view);
        view.UpdatedAt = session.Now;
        return await WrongAsync(session, view, cancellation) is { } wrong ? wrong : await CommitAsync(session, view, cancellation);
    }

    private static async Task<Outcome<SavedView>> FindAsync(WriteSession session, int id, Actor actor, CancellationToken cancellation)
    {
        var view = await session.Db.SavedViews.SingleOrDefaultAsync(item => item.Id == id, cancellation);
        if (view is null || (!view.Shared && view.OwnerId != actor.Id))
        {
            return Refusal.NotFound(L["This view was removed."]);
        }

        return CanChange(view, actor)
            ? view
            : Refusal.Forbidden(L["The view {0} belongs to someone else. Save a copy under another name.", view.Name]);
    }

    private static async Task<Refusal?> WrongAsync(WriteSession session, SavedView view, CancellationToken cancellation)
    {
        if (view.Name.Length is 0 or > SavedView.NameLength)
        {
            return new Refusal("view.name", L["The view needs a name of 1 to {0} characters.", SavedView.NameLength], "name");
        }

        if (view.Query.Length > QueryLength)
        {
            return new Refusal("view.query", L["This list has too many filters to save. Remove some and try again."]);
        }

        // Names are compared as people read them; the unique index is the net under this.
        var others = await session.Db.SavedViews.Where(item => item.Page == view.Page && item.OwnerId == view.OwnerId && item.Id != view.Id)
            .Select(item => item.Name).ToListAsync(cancellation);
        return others.Contains(view.Name, StringComparer.OrdinalIgnoreCase)
            ? new Refusal("view.double", L["There is already a view named {0}. Choose another name, or update it.", view.Name], "name")
            : null;
    }

    private static async Task<Outcome<SavedViewWritten>> CommitAsync(WriteSession session, SavedView view, CancellationToken cancellation) =>
        (await session.CommitAsync(cancellation)).IsRefused(out var stale, out var id) ? stale : new SavedViewWritten(view.Id, view.Name, id);
}
