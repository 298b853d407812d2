using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Brings an order file into the studio: put on a stage of its own and compared without holding a lock, however large it is, then written step by step
/// (<see cref="OrderWrite"/>, decision 0024), each order whole. Rows that cannot be read are reported and the rest lands; the same file twice changes nothing,
/// so that an import that was broken off is finished by beginning it again.
/// </summary>
/// <param name="steps">How much is written at once; <see cref="WriteSteps.Usual"/> when nobody says.</param>
public sealed partial class OrderImport(StudioStore store, DataDirectory data, ImportLimits? limits = null, WriteSteps? steps = null)
{
    /// <summary>Of a file whose format names no channel.</summary>
    private const string OnlineRetailChannel = "online-retail";

    /// <param name="file">Must be able to seek; read to its end and closed.</param>
    /// <param name="errors">Gets the rows that could not be read, as a file of the same format; null when nobody wants them.</param>
    /// <param name="cancellation">Ends it between two steps; then the report says what was written. Before the first one it is an exception.</param>
    public async Task<Outcome<OrderImportReport>> ImportAsync(
        Actor actor,
        Stream file,
        OrderImportOptions options,
        TextWriter? errors = null,
        IProgress<OrderImportProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(options);
        var channels = await ChannelsAsync(cancellation);
        var named = options.ChannelCode is { } code ? channels.GetValueOrDefault(code) : null;
        if (options.ChannelCode is { } given && named is null && !ChannelCode().IsMatch(given))
        {
            return new Refusal("channel.code", $"\"{given}\" is no channel code. Use lower-case letters, digits and hyphens.", "channel");
        }

        if (options.Format is null && await ForeignAsync(actor, file, options, errors, progress, cancellation) is { } foreignFile)
        {
            return foreignFile;
        }

        var opened = await OrderFile.OpenAsync(
            file, options.Format, ZoneOf(named), limits, DecimalsOf(named is null ? channels.Values : [named]), options.Reading, cancellation);
        if (opened.IsRefused(out var refusal, out var reader))
        {
            return refusal;
        }

        await using (reader)
        {
            var target = Target(reader.Format, options.ChannelCode, channels);
            if ((target.IsRefused(out refusal, out var channel) ? refusal : Denied(actor, channel, options)) is { } denied)
            {
                return denied;
            }

            await using var stage = new OrderStage(data);
            await using var db = store.Read();
            var staging = new OrderStaging(
                stage, data.Secret(), await SetBook.LoadAsync(db, cancellation),
                seesProducts: reader.Format == OrderFormat.OnlineRetail || (options.MakesProducts && channel is not null));
            reader.Unreadable = options.Unreadable ?? (errors is null ? null : stage.Add);
            if (await StageAsync(reader, staging, channel, channels, actor, progress, cancellation) is { } foreign)
            {
                return foreign;
            }

            if (errors is not null)
            {
                await reader.WriteErrorsAsync(errors, stage.Unreadable());
            }

            if (options.Strict && Broken(reader.Tally) is { } broken)
            {
                return broken;
            }

            var withSets = await staging.ResolveSetsAsync(db, cancellation);
            var outcome = options.DryRun
                ? await RehearseAsync(reader, staging, channel, cancellation)
                : await ApplyAsync(actor, reader, staging, channel, options, progress, cancellation);
            return outcome.IsRefused(out refusal, out var report) ? refusal : report with { OrdersWithSets = withSets };
        }
    }

    /// <summary>A file of another system, translated and imported as one of ours; null for one with a reader of its own, at its beginning.</summary>
    private async Task<Outcome<OrderImportReport>?> ForeignAsync(
        Actor actor, Stream stream, OrderImportOptions options, TextWriter? errors, IProgress<OrderImportProgress>? progress, CancellationToken cancellation)
    {
        if ((await FileSniffer.SniffAsync(stream, limits, cancellation)).IsRefused(out _, out var found)
            || found.With(options.Reading).IsRefused(out _, out var sniffed) || (options.Dialect is null && sniffed.OwnKind == ExchangeKind.Orders))
        {
            stream.Position = 0;
            return null;
        }

        // All of them, where the tally keeps the first of each column.
        var wrong = new List<RowError>();
        var source = new ForeignSource(
            store, stream, options.FileName ?? "", sniffed, options.Dialect, ExchangeKind.Orders, options.ChannelCode, options.Strict, errors)
        {
            Secret = data.Secret(),
        };
        var isOurs = false;
        try
        {
            var outcome = await BringAsync();
            isOurs = outcome is null;
            return outcome;
        }
        finally
        {
            if (isOurs)
            {
                stream.Position = 0;
            }
            else
            {
                await stream.DisposeAsync();
            }
        }

        Task<Outcome<OrderImportReport>?> BringAsync() => source.BringAsync(
            file => ImportAsync(
                actor, File.OpenRead(file.Path),
                options with { Format = OrderFormat.Native, Reading = null, Unreadable = error => wrong.Add(error with { Record = "" }) }, null, progress,
                cancellation),
            _ => wrong,
            (file, report, _) =>
            {
                report.Tally.Translate(file.Said, file.Refused, file.Reading.Facts.RowsAside);
                if (file.Reading.Stopped is { } stopped)
                {
                    report.Tally.Stop(new RowError(0, null, stopped, ""));
                }

                return report;
            },
            cancellation);
    }

    private async Task<Dictionary<string, Channel>> ChannelsAsync(CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await db.Channels.ToDictionaryAsync(channel => channel.Code, StringComparer.OrdinalIgnoreCase, cancellation);
    }

    /// <summary>
    /// The channel for orders that name none: the one asked for, or the format's own; not stored yet when its id is 0. Null where every row names its channel.
    /// </summary>
    private static Outcome<Channel?> Target(OrderFormat format, string? code, Dictionary<string, Channel> channels)
    {
        code ??= format == OrderFormat.OnlineRetail ? OnlineRetailChannel : null;
        if (code is null || channels.TryGetValue(code, out _))
        {
            return Outcome.Of(code is null ? null : channels[code]);
        }

        if (format != OrderFormat.OnlineRetail)
        {
            return new Outcome<Channel?>(null, Refusal.NotFound($"There is no channel \"{code}\".", "channel"));
        }

        return Outcome.Of<Channel?>(new Channel
        {
            Code = code,
            Name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(code.Replace('-', ' ')),
            CurrencyCode = "GBP",
            TimeZone = OnlineRetailReader.ZoneName,
            PricesIncludeTax = false,
        });
    }

    private static Refusal? Denied(Actor actor, Channel? channel, OrderImportOptions options) => channel switch
    {
        null => actor.CanAnywhere(Permission.ImportOrders) ? null : actor.Deny(Permission.ImportOrders, null),
        { Id: 0 } when !options.DryRun => actor.Deny(Permission.Administer, null),
        { Id: 0 } => actor.Deny(Permission.ImportOrders, null),
        _ => actor.Deny(Permission.ImportOrders, channel.Id),
    };

    private static async Task<Refusal?> StageAsync(
        OrderReader reader, OrderStaging staging, Channel? channel, Dictionary<string, Channel> channels, Actor actor, IProgress<OrderImportProgress>? progress,
        CancellationToken cancellation)
    {
        await foreach (var row in reader.ReadAsync(cancellation))
        {
            var place = row.Channel is null ? channel : channels.GetValueOrDefault(row.Channel);
            if (place is null)
            {
                reader.Reject(row, "channel", row.Channel is null
                    ? $"Line {row.Line}: channel is empty; name one here or for the whole file."
                    : $"Line {row.Line}: there is no channel \"{row.Channel}\".");
                continue;
            }

            if (place.Id != 0 && actor.Deny(Permission.ImportOrders, place.Id) is { } refusal)
            {
                return refusal;
            }

            staging.Add(row, place);
            if (reader.Tally.Rows % 10_000 == 0)
            {
                progress?.Report(new OrderImportProgress(OrderImportStage.Reading, reader.Tally.Rows, 0));
            }
        }

        return null;
    }

    private static Refusal? Broken(OrderReadTally tally) => tally switch
    {
        { Stopped: { } stopped } => new Refusal("import.strict", $"Nothing was imported. {stopped.Message}", "file"),
        { Unreadable: > 0 } => new Refusal(
            "import.strict",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Nothing was imported: {tally.Unreadable:N0} of {tally.Rows:N0} rows cannot be read. {tally.Errors[0].Message}"),
            "file"),
        _ => null,
    };

    private async Task<Outcome<OrderImportReport>> RehearseAsync(OrderReader reader, OrderStaging staging, Channel? channel, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var plan = await staging.Stage.RehearseAsync(db, cancellation);
        var codes = await CodesAsync(plan, channel, staging.Stage.Rows, cancellation);
        return new OrderImportReport(
            reader.Format, codes, reader.Tally, plan.New, plan.Changed, plan.Same, staging.Stage.Rows, plan.ProductsToMake,
            plan.UnknownSkus - plan.ProductsToMake, DryRun: true);
    }

    private async Task<Outcome<OrderImportReport>> ApplyAsync(
        Actor actor, OrderReader reader, OrderStaging staging, Channel? channel, OrderImportOptions options, IProgress<OrderImportProgress>? progress,
        CancellationToken cancellation)
    {
        WrittenOrders before;
        await using (var db = store.Read())
        {
            before = await OrderWrite.BeforeAsync(db, options.JobId, cancellation);
        }

        await using var view = await staging.Stage.ShowAsync(store, cancellation);
        var writing = progress is null
            ? null
            : new Relay<double>(share => progress.Report(new OrderImportProgress(OrderImportStage.Writing, reader.Tally.Rows, share)));
        var write = new OrderWrite(store, steps ?? WriteSteps.Usual, actor, options.JobId, view, writing);
        if (channel is { Id: 0 } && staging.Stage.Rows > 0 && (await write.MakeChannelAsync(channel)).IsRefused(out var refusal))
        {
            return refusal;
        }

        var isWhole = true;
        if (channel is { Id: > 0 } && (await write.MakeProductsAsync(channel, cancellation)).IsRefused(out refusal, out isWhole))
        {
            return Broken(refusal, write);
        }

        var plan = await OrderStage.PlanAsync(view.Keeper, CancellationToken.None);
        var codes = await CodesAsync(plan, channel, staging.Stage.Rows, CancellationToken.None);
        if (isWhole && (await write.WriteAsync(plan, codes, cancellation)).IsRefused(out refusal, out isWhole))
        {
            return Broken(refusal, write);
        }

        var written = before + write.Written;
        if (!isWhole && written == default)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        if (write.Steps > 1)
        {
            await OptimizeAsync();
        }

        var left = isWhole ? 0 : plan.New + plan.Changed - write.Written.New - write.Written.Changed;
        return new OrderImportReport(
            reader.Format, codes, reader.Tally, written.New, written.Changed,
            Math.Max(0, plan.New + plan.Changed + plan.Same - left - written.New - written.Changed), staging.Stage.Rows, written.Products, plan.UnknownSkus,
            DryRun: false)
        {
            CalledOff = !isWhole, NotReached = left, Locked = write.Held, Steps = write.Steps,
        };
    }

    private static Refusal Broken(Refusal refusal, OrderWrite write) => write.Steps == 0
        ? refusal
        : refusal with { Message = $"{refusal.Message} What was imported until then is kept; import the file again for the rest." };

    /// <summary>Lets the planner look at tables that grew by more than one step, when everything is in.</summary>
    private async Task OptimizeAsync()
    {
        try
        {
            await store.OptimizeAsync(CancellationToken.None);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            // Busy: it is done every hour besides. What was imported is in, and is worth no refusal.
        }
    }

    /// <summary>Codes of the channels that the orders go to.</summary>
    private async Task<List<string>> CodesAsync(OrderPlan plan, Channel? channel, int rows, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var ids = plan.ChannelIds;
        var codes = await db.Channels.Where(item => ids.Contains(item.Id)).Select(item => item.Code).ToListAsync(cancellation);
        if (channel is { Id: 0 } && rows > 0)
        {
            codes.Add(channel.Code);
        }

        codes.Sort(StringComparer.Ordinal);
        return codes;
    }

    /// <summary>Decimals of the currency of all these channels; null when they differ.</summary>
    private static int? DecimalsOf(IReadOnlyCollection<Channel> channels)
    {
        int[] decimals = [.. channels.Select(channel => channel.Currency.Decimals).Distinct().Take(2)];
        return decimals is [var one] ? one : null;
    }

    private static TimeZoneInfo? ZoneOf(Channel? channel) =>
        channel is not null && TimeZoneInfo.TryFindSystemTimeZoneById(channel.TimeZone, out var zone) ? zone : null;

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex ChannelCode();
}
