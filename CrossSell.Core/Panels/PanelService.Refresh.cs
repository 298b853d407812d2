using System.Diagnostics;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Panels;

/// <summary>How what is known follows what is written.</summary>
public sealed partial class PanelService
{
    /// <summary>Looks whether anything was written since, by whatever process, and forgets what that touched.</summary>
    /// <returns>True when something was.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellation = default)
    {
        connections.Rest();
        var asked = time.GetTimestamp();
        if (await store.StateAsync(cancellation) == index.State)
        {
            Volatile.Write(ref freshAt, asked);
            return false;
        }

        await reading.WaitAsync(cancellation);
        try
        {
            var state = await store.StateAsync(cancellation);
            if (state == index.State)
            {
                return false; // Somebody else has just read it.
            }

            await using var db = store.Read();
            var started = Stopwatch.GetTimestamp();
            var known = index;
            var writes = known.State < 0 ? null : await PanelInvalidation.SinceAsync(db, known.State, state, layers, arms?.Entity, cancellation);
            index = writes is null
                ? WithoutCache(await PanelIndexReader.ReadAsync(db, layers, arms, cancellation))
                // A set's price follows its parts'.
                : known.Shared.Any(shared => shared.Names(writes.Products))
                    ? await WithSharedAsync(db, known, cancellation)
                    : await AfterAsync(db, known, known with { State = state }, writes, cancellation);
            Volatile.Write(ref freshAt, asked);
            Telemetry.IndexSwap.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("index", "panels"));
            return true;
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<PanelIndex> WithSharedAsync(StudioDb db, PanelIndex known, CancellationToken cancellation)
    {
        var read = await PanelIndexReader.ReadAsync(db, layers, arms, cancellation);
        // Looked through again: something more may have been written before the read began.
        var writes = await PanelInvalidation.SinceAsync(db, known.State, read.State, layers, arms?.Entity, cancellation);
        return writes is null ? WithoutCache(read) : await AfterAsync(db, known, read, writes, cancellation);
    }

    private PanelIndex WithoutCache(PanelIndex read) => read with { Cache = new PanelCache(MostBytes, read.State) };

    /// <summary>The newer index with what the writes between left of what is kept beside the known one, which serves on until it is swapped.</summary>
    private async Task<PanelIndex> AfterAsync(StudioDb db, PanelIndex known, PanelIndex newer, PanelWrites writes, CancellationToken cancellation)
    {
        known.Cache.Follow(newer.State);
        var after = new List<LayerSharedAfter>();
        foreach (var shared in known.Shared)
        {
            var left = await shared.AfterAsync(db, writes, known.Cache.Keys, cancellation);
            // What the writes had read again is the newer index's already.
            after.Add(shared.Names(writes.Products) ? left.Again(newer.Shared.Single(other => other.GetType() == shared.GetType())) : left);
        }

        var (channels, moved) = writes.Rows[nameof(PanelOverride)].Any()
            ? await PanelIndexReader.WithExclusionsAsync(db, known.Channels, cancellation)
            : (newer.Channels, []);
        var needsOthers = false;
        if (arms is not null && writes.Rows[arms.Entity].Any())
        {
            var before = channels;
            channels = await PanelIndexReader.WithArmsAsync(db, before, arms, cancellation);
            // Facts of an anchor are the same for every arm, unless an arm needs a layer that nobody read for it.
            needsOthers = channels.Zip(before).Any(pair => !pair.First.Policies.AlsoOn.SetEquals(pair.Second.Policies.AlsoOn));
        }

        newer = newer with { Channels = channels, Shared = [.. after.Select(item => item.Shared)] };
        if (needsOthers || after.Exists(item => item.ForgetsAll))
        {
            return WithoutCache(newer);
        }

        Func<PanelKey, PanelFacts?, bool>[] concern = [
            .. after.Select(item => item.Touches).OfType<Func<PanelKey, PanelFacts?, bool>>(),
            .. moved.Count > 0 ? [(key, facts) => PanelPlace.Reach(moved, key, facts)] : Array.Empty<Func<PanelKey, PanelFacts?, bool>>(),
        ];
        known.Cache.Forget(
            writes.Products, concern.Length == 0 ? null : (key, facts) => Array.Exists(concern, touches => touches(key, facts)));
        return newer with { Cache = known.Cache };
    }
}
