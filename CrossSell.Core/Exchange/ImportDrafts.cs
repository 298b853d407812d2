using System.Text.Json;
using System.Text.RegularExpressions;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Exchange;

/// <summary>Where somebody stands with a file that was brought: what they said of it, and the jobs that tried and imported it.</summary>
/// <param name="File">Its name in <see cref="DataDirectory.Exchange"/>.</param>
/// <param name="ActorId">Whose it is.</param>
public sealed record ImportDraft(string File, string OriginalName, string ActorId)
{
    /// <summary>What its columns become; null while nobody said it.</summary>
    public FileMapping? Mapping { get; init; }

    /// <summary>Of a file that is read whole, what is imported from it; null for what it is before all.</summary>
    public ExchangeKind? Kind { get; init; }

    /// <summary>Code of the channel that rows are about which name none.</summary>
    public string? Channel { get; init; }

    public RowCorrections Corrections { get; init; } = RowCorrections.None;

    public long? TrialJob { get; init; }

    /// <summary>Something was corrected since the trial, so that it has to be tried again.</summary>
    public bool IsStale { get; init; }

    public long? ImportJob { get; init; }
}

/// <summary>
/// Keeps, beside each file that was brought, where its import stands, so that a page that was reloaded or lost its line comes back to it. Goes with the file
/// after a week. A file is its bringer's alone.
/// </summary>
public sealed partial class ImportDrafts(DataDirectory data)
{
    /// <summary>A name for a file that is about to arrive: never the browser's on disk.</summary>
    public static string NewFile() => $"upload-{Guid.NewGuid():N}";

    /// <summary>Where the file is kept while it arrives and waits.</summary>
    public string PathOfFile(string file) => ImportJobs.PathOf(data, file);

    /// <returns>Null where there is none, or it is somebody else's.</returns>
    public async Task<ImportDraft?> FindAsync(string file, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!Name().IsMatch(file) || PathOf(file) is var path && !File.Exists(path))
        {
            return null;
        }

        try
        {
            await using var stream = File.OpenRead(path);
            var draft = await JsonSerializer.DeserializeAsync<ImportDraft>(stream, cancellationToken: cancellation);
            return draft?.ActorId == actor.Id ? draft : null;
        }
        catch (JsonException)
        {
            // Cut off by a crash while it was written: the file is chosen again.
            return null;
        }
    }

    /// <summary>Writes it over what was kept before.</summary>
    public async Task SaveAsync(ImportDraft draft, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(actor);
        if (draft.ActorId != actor.Id || !Name().IsMatch(draft.File))
        {
            throw new InvalidOperationException($"{draft.File} is not {actor.Name}'s file.");
        }

        // As a whole or not at all.
        var path = PathOf(draft.File);
        var fresh = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllTextAsync(fresh, JsonSerializer.Serialize(draft), cancellation);
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Keeps the file once more, to import something else from it: a file that was imported goes.</summary>
    /// <param name="kind">What is imported from it then.</param>
    public async Task<ImportDraft> AgainAsync(ImportDraft draft, ExchangeKind kind, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var again = new ImportDraft(NewFile(), draft.OriginalName, draft.ActorId) { Kind = kind, Channel = draft.Channel };
        File.Copy(PathOfFile(draft.File), PathOfFile(again.File));
        await SaveAsync(again, actor, cancellation);
        return again;
    }

    private string PathOf(string file) => ImportJobs.PathOf(data, file + ".draft");

    [GeneratedRegex("^upload-[0-9a-f]{32}$")]
    private static partial Regex Name();
}
