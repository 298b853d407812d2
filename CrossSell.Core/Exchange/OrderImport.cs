using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Brings an order file into the studio: read whole without holding a lock, then applied in one transaction, all or nothing. Rows
/// that cannot be read are reported and the rest lands; the same file twice changes nothing.
/// </summary>
public sealed partial class OrderImport(StudioStore store, DataDirectory data, TimeProvider time)
{
    /// <summary>Of a file whose format names no channel.</summary>
    private const string OnlineRetailChannel = "online-retail";

    /// <param name="file">Read to its end and closed.</param>
    /// <param name="errors">Gets the rows that could not be read, as a file of the same format; null when nobody wants them.</param>
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

        var opened = await OrderFile.OpenAsync(file, options.Format, ZoneOf(named), cancellation);
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

            var staged = await StageAsync(reader, channel, channels, actor, progress, cancellation);
            if (staged.IsRefused(out refusal, out var staging))
            {
                return refusal;
            }

            if (errors is not null)
            {
                await reader.WriteErrorsAsync(errors);
            }

            if (options.Strict && Broken(reader.Tally) is { } broken)
            {
                return broken;
            }

            return options.DryRun
                ? await RehearseAsync(reader, staging, channel, cancellation)
                : await ApplyAsync(actor, reader, staging, channel, progress, cancellation);
        }
    }

    private async Task<Dictionary<string, Channel>> ChannelsAsync(CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await db.Channels.ToDictionaryAsync(channel => channel.Code, StringComparer.OrdinalIgnoreCase, cancellation);
    }

    /// <summary>The channel for orders that name none: the one asked for, or the format's own; not stored yet when its id is 0. Null where every row names its channel.</summary>
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

    private async Task<Outcome<OrderStaging>> StageAsync(
        OrderReader reader, Channel? channel, Dictionary<string, Channel> channels, Actor actor, IProgress<OrderImportProgress>? progress, CancellationToken cancellation)
    {
        var staging = new OrderStaging(data.Secret());
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

        return staging;
    }

    private static Refusal? Broken(OrderReadTally tally) => tally switch
    {
        { Stopped: { } stopped } => new Refusal("import.strict", $"Nothing was brought in. {stopped.Message}", "file"),
        { Unreadable: > 0 } => new Refusal(
            "import.strict",
            string.Create(CultureInfo.InvariantCulture, $"Nothing was brought in: {tally.Unreadable:N0} of {tally.Rows:N0} rows cannot be read. {tally.Errors[0].Message}"),
            "file"),
        _ => null,
    };

    private async Task<Outcome<OrderImportReport>> RehearseAsync(OrderReader reader, OrderStaging staging, Channel? channel, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var plan = await OrderWriter.PlanAsync(db, staging.Orders, cancellation);
        var known = await ProductIdsAsync(db, cancellation);
        var created = reader.Format == OrderFormat.OnlineRetail ? staging.Products.Keys.Count(sku => !known.ContainsKey(sku)) : 0;
        var unknown = UnknownSkus(staging, known, reader.Format);
        return await ReportAsync(db, reader, staging, plan, channel, created, unknown, dryRun: true, cancellation);
    }

    private async Task<Outcome<OrderImportReport>> ApplyAsync(
        Actor actor, OrderReader reader, OrderStaging staging, Channel? channel, IProgress<OrderImportProgress>? progress, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(actor, "Imported orders", cancellation);
        session.CanUndo = false;
        var orders = staging.Orders;
        if (channel is { Id: 0 })
        {
            session.Db.Add(channel);
            if ((await session.SaveAsync(cancellation)).IsRefused(out var stale))
            {
                return stale;
            }

            orders = [.. orders.Select(order => order.In(channel.Id))];
        }

        var known = await ProductIdsAsync(session.Db, cancellation);
        var before = known.Count;
        if (reader.Format == OrderFormat.OnlineRetail && channel is not null)
        {
            known = await ProductsFromOrders.CreateAsync(session, channel.Id, staging.Products, known, time.GetUtcNow(), cancellation);
        }

        var plan = await OrderWriter.PlanAsync(session.Db, orders, cancellation);
        var writing = progress is null ? null : new Relay<double>(share => progress.Report(new OrderImportProgress(OrderImportStage.Writing, reader.Tally.Rows, share)));
        await OrderWriter.ApplyAsync(session, plan, known, writing, cancellation);
        var report = await ReportAsync(
            session.Db, reader, staging, plan, channel, known.Count - before, UnknownSkus(staging, known, null), dryRun: false, cancellation);
        if (plan.New.Count + plan.Changed.Count + report.ProductsCreated == 0)
        {
            // The same file again: no change, and so no entry in the history either.
            return report;
        }

        session.Purpose = string.Create(
            CultureInfo.InvariantCulture, $"Imported {plan.New.Count + plan.Changed.Count:N0} orders into {string.Join(", ", report.Channels)}");
        var committed = await session.CommitAsync(cancellation);
        return committed.IsRefused(out var refusal, out _) ? refusal : report;
    }

    private static async Task<OrderImportReport> ReportAsync(
        StudioDb db, OrderReader reader, OrderStaging staging, OrderPlan plan, Channel? channel, int created, int unknown, bool dryRun, CancellationToken cancellation)
    {
        var ids = staging.Orders.Select(order => order.ChannelId).Where(id => id != 0).Distinct().ToList();
        var codes = await db.Channels.Where(item => ids.Contains(item.Id)).Select(item => item.Code).ToListAsync(cancellation);
        if (channel is not null && staging.Orders.Count > 0 && !codes.Contains(channel.Code) && staging.Orders.Any(order => order.ChannelId == 0))
        {
            codes.Add(channel.Code);
        }

        codes.Sort(StringComparer.Ordinal);
        return new OrderImportReport(
            reader.Format, codes, reader.Tally, plan.New.Count, plan.Changed.Count, plan.Same, staging.Lines, created, unknown, dryRun);
    }

    private static int UnknownSkus(OrderStaging staging, Dictionary<string, int> known, OrderFormat? creating) => staging.Orders
        .SelectMany(order => order.Lines).Select(line => line.Sku).Distinct(StringComparer.OrdinalIgnoreCase)
        .Count(sku => !known.ContainsKey(sku) && !(creating == OrderFormat.OnlineRetail && staging.Products.ContainsKey(sku)));

    private static async Task<Dictionary<string, int>> ProductIdsAsync(StudioDb db, CancellationToken cancellation) =>
        await db.Products.Select(product => new { product.Sku, product.Id })
            .ToDictionaryAsync(product => product.Sku, product => product.Id, StringComparer.OrdinalIgnoreCase, cancellation);

    private static TimeZoneInfo? ZoneOf(Channel? channel) =>
        channel is not null && TimeZoneInfo.TryFindSystemTimeZoneById(channel.TimeZone, out var zone) ? zone : null;

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex ChannelCode();
}
