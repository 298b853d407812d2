using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <param name="OrderedAt">With its offset.</param>
/// <param name="Customer">As the shop knows the customer; stored as a keyed hash only. Null for a guest.</param>
/// <param name="Status">As in a file of orders; null is placed.</param>
public sealed record SentOrder(string? Id, string? OrderedAt, string? Customer, string? Status, IReadOnlyList<SentOrderLine?>? Lines)
{
    /// <summary>The shop's pseudonym of the visitor who ordered, as in events; null for nobody.</summary>
    public string? Visitor { get; init; }

    /// <summary>Whether the visitor agreed to be counted: <see cref="VisitorConsent"/>.</summary>
    public string? Consent { get; init; }
}

/// <param name="UnitPrice">In major units: 12.95.</param>
/// <param name="Bundle">Code of the bundle that it was sold in.</param>
/// <param name="Attribution">What the panel's answer gave the product on its way; null for what came from no panel.</param>
public sealed record SentOrderLine(
    string? Sku, int? Quantity, string? UnitPrice, string? Currency, string? Bundle, string? Status, string? Attribution);

/// <param name="New">Orders that were not there.</param>
/// <param name="Changed">Were there, and said something else.</param>
/// <param name="Unchanged">Were there exactly so.</param>
/// <param name="UnknownIds">SKUs that are no product of ours; their lines are stored as they came.</param>
public sealed record OrderIntakeReport(
    int New, int Changed, int Unchanged, IReadOnlyList<IntakeProblem> Problems, IReadOnlyList<string> UnknownIds);

/// <summary>
/// Takes orders of a shop's system: looked at one by one, so that one that is wrong is listed and the rest lands, each whole; then imported as a file of
/// orders is (<see cref="OrderImport"/>), by the order's number and with the customer as a hash. Which panel a line came from, whose order it is and in which
/// arms of experiments is kept beside the order.
/// </summary>
public sealed class OrderIntake(StudioStore store, OrderImport import, VisitorArms arms) : IDisposable
{
    /// <summary>Orders taken at once.</summary>
    public const int MostOrders = 500;

    /// <summary>Lines of one order.</summary>
    public const int MostLines = 500;

    private const int MaxId = 64;
    private const decimal DearestPrice = 1_000_000_000;

    private static readonly string[] States = ["placed", "sold", "cancelled", "returned"];

    // What comes twice at once would be compared with the same state twice.
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <param name="validateOnly">Says what would happen, and stores nothing.</param>
    public async Task<Outcome<OrderIntakeReport>> TakeAsync(
        Actor actor, Channel channel, IReadOnlyList<SentOrder> orders, bool validateOnly, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(orders);
        if (actor.Deny(Permission.ImportOrders, channel.Id) is { } denied)
        {
            return denied;
        }

        var problems = new List<IntakeProblem>();
        var good = new List<(SentOrder Order, DateTimeOffset At, IReadOnlyList<(SentOrderLine Line, AttributionToken? Token)> Lines)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < orders.Count; index++)
        {
            if (Check(orders[index], index, channel, seen, out var at, out var lines) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                good.Add((orders[index], at, lines));
            }
        }

        if (good.Count == 0)
        {
            return new OrderIntakeReport(0, 0, 0, problems, []);
        }

        await turn.WaitAsync(cancellation);
        try
        {
            var file = await FileAsync(good.Select(item => (item.Order, item.At)), channel);
            var options = new OrderImportOptions { Format = OrderFormat.Native, ChannelCode = channel.Code, DryRun = validateOnly, Strict = true };
            if ((await import.ImportAsync(actor, file, options, cancellation: cancellation)).IsRefused(out var refusal, out var report))
            {
                return refusal;
            }

            await using var db = store.OpenUnaudited();
            var tokens = good.SelectMany(item => item.Lines.Where(line => line.Token is not null).Select(line => new OrderRecommendation
            {
                ChannelId = channel.Id, ExternalId = item.Order.Id!.Trim(), Sku = line.Line.Sku!.Trim().ToUpperInvariant(),
                RecommendationId = line.Token!.Value.RecommendationId, PanelVersion = line.Token.Value.PanelVersion, Arm = line.Token.Value.Arm,
            })).DistinctBy(token => (token.ExternalId, token.Sku, token.RecommendationId)).ToList();
            if (!validateOnly && tokens.Count > 0)
            {
                await KeepAsync(db, channel.Id, tokens, cancellation);
            }

            if (!validateOnly)
            {
                await arms.KeepAsync(db, channel.Id, [.. good.Select(item => new ArmedOrder(
                    item.Order.Id!.Trim(), item.At, VisitorConsent.Read(item.Order.Visitor, item.Order.Consent).Value.Name,
                    [.. item.Lines.Select(line => line.Token?.Arm).OfType<string>()])
                {
                    IsDenied = item.Order.Consent == VisitorConsent.Denied,
                })], cancellation);
            }

            return new OrderIntakeReport(
                report.OrdersNew, report.OrdersChanged, report.OrdersSame, problems,
                await UnknownAsync(
                    db, good.SelectMany(item => item.Lines).Where(line => line.Line.Bundle is null).Select(line => line.Line.Sku!), cancellation));
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private static IntakeProblem? Check(
        SentOrder order, int index, Channel channel, HashSet<string> seen, out DateTimeOffset at,
        out IReadOnlyList<(SentOrderLine, AttributionToken?)> lines)
    {
        (at, lines) = (default, []);
        IntakeProblem Wrong(string field, string message, int? line = null) => new(index, $"order.{field}", field, message) { Line = line };
        if (order.Id?.Trim() is not { Length: > 0 and <= MaxId } id || id.Any(char.IsControl))
        {
            return Wrong("id", $"id is your shop's own number of the order, in 1 to {MaxId} characters.");
        }

        if (!DateTimeOffset.TryParse(
            order.OrderedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at))
        {
            return Wrong("orderedAt", "orderedAt is a date and time with its offset, such as 2026-11-27T09:00:00Z.");
        }

        if (order.Customer is { } customer && (customer.Length > 256 || customer.Any(char.IsControl)))
        {
            return Wrong("customer", "customer has at most 256 characters, and no line breaks.");
        }

        if (VisitorConsent.Read(order.Visitor, order.Consent).IsRefused(out var unclear, out _))
        {
            return Wrong(unclear.Field ?? "visitor", unclear.Message);
        }

        if (order.Status is { } status && !States.Contains(status))
        {
            return Wrong("status", $"status is one of {string.Join(", ", States)}; absent is placed.");
        }

        if (order.Lines is not { Count: > 0 and <= MostLines } sent)
        {
            return Wrong("lines", string.Create(CultureInfo.InvariantCulture, $"lines holds 1 to {MostLines} lines."));
        }

        var read = new List<(SentOrderLine, AttributionToken?)>(sent.Count);
        for (var number = 0; number < sent.Count; number++)
        {
            if (Check(sent[number], channel, out var token) is { } wrong)
            {
                return Wrong(wrong.Field ?? "lines", wrong.Message, number);
            }

            read.Add((sent[number]!, token));
        }

        if (!seen.Add(id))
        {
            return new IntakeProblem(index, "order.twice", "id", $"The order {id} stands in the batch twice; the first one was taken.");
        }

        lines = read;
        return null;
    }

    private static Refusal? Check(SentOrderLine? line, Channel channel, out AttributionToken? token)
    {
        token = null;
        static Refusal Wrong(string field, string message) => new($"order.{field}", message, field);
        if (line is null || line.Sku?.Trim() is not { Length: > 0 and <= Product.SkuLength } sku || sku.Any(char.IsControl) || ProductRules.IsPageAddress(sku))
        {
            return Wrong("sku", $"sku is the product's code, in 1 to {Product.SkuLength} characters.");
        }

        if (line.Quantity is not { } quantity || quantity == 0)
        {
            return Wrong("quantity", "quantity is a whole number other than 0; below 0 on a line that takes goods back.");
        }

        var decimals = channel.Currency.Decimals;
        if (!decimal.TryParse(
                line.UnitPrice, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var price)
            || Math.Abs(price) > DearestPrice || decimal.Round(price, decimals) != price)
        {
            return Wrong("unitPrice", $"unitPrice is an amount such as 12.95, with at most {decimals} decimals, of one unit as it was paid.");
        }

        if (line.Currency is { } currency && !currency.Equals(channel.CurrencyCode, StringComparison.OrdinalIgnoreCase))
        {
            return Wrong("unitPrice", $"{channel.Code} sells in {channel.CurrencyCode}; send amounts in that currency.");
        }

        if (line.Bundle is { } bundle && (bundle.Trim().Length is 0 or > MaxId || bundle.Any(char.IsControl)))
        {
            return Wrong("bundle", $"bundle is a bundle's code, in 1 to {MaxId} characters.");
        }

        if (line.Status is { } status && !States.Contains(status))
        {
            return Wrong("status", $"status is one of {string.Join(", ", States)}; absent is the order's.");
        }

        if (string.IsNullOrEmpty(line.Attribution))
        {
            return null;
        }

        if (AttributionToken.Read(line.Attribution, "attribution").IsRefused(out var refusal, out var read))
        {
            return refusal;
        }

        token = read;
        return null;
    }

    /// <summary>The orders as a file of ours.</summary>
    private static async Task<Stream> FileAsync(IEnumerable<(SentOrder Order, DateTimeOffset At)> orders, Channel channel)
    {
        var file = new MemoryStream();
        await using (var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            await CsvCells.WriteLineAsync(writer, [.. NativeOrderReader.Columns.Select(column => column[0]), NativeOrderReader.BundleColumn]);
            foreach (var (order, at) in orders)
            {
                foreach (var line in order.Lines!)
                {
                    var price = Money.FromAmount(decimal.Parse(line!.UnitPrice!, CultureInfo.InvariantCulture), channel.Currency);
                    await CsvCells.WriteLineAsync(writer,
                    [
                        order.Id!.Trim(), at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture), channel.Code,
                        order.Customer, line.Status ?? order.Status, line.Sku!.Trim(), line.Quantity!.Value.ToString(CultureInfo.InvariantCulture),
                        price.ToInvariant(), line.Bundle?.Trim(),
                    ]);
                }
            }
        }

        file.Position = 0;
        return file;
    }

    /// <summary>What an order says of its panels takes the place of what it said before; one that says nothing changes nothing.</summary>
    private static async Task KeepAsync(StudioDb db, int channelId, List<OrderRecommendation> tokens, CancellationToken cancellation)
    {
        var ids = tokens.Select(token => token.ExternalId).Distinct().ToList();
        await using var transaction = await db.BeginAloneAsync(cancellation);
        var known = await db.OrderRecommendations.AsNoTracking().Where(token => token.ChannelId == channelId && ids.Contains(token.ExternalId))
            .ToListAsync(cancellation);
        var wanted = tokens.ToLookup(Said);
        var gone = known.Where(token => !wanted.Contains(Said(token))).Select(token => token.Id).ToList();
        if (gone.Count > 0)
        {
            await db.OrderRecommendations.Where(token => gone.Contains(token.Id)).ExecuteDeleteAsync(cancellation);
        }

        var kept = known.Select(Said).ToHashSet();
        db.OrderRecommendations.AddRange(tokens.Where(token => !kept.Contains(Said(token))));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);

        static (string, string, string, string?, string?) Said(OrderRecommendation token) =>
            (token.ExternalId, token.Sku, token.RecommendationId, token.PanelVersion, token.Arm);
    }

    private static async Task<IReadOnlyList<string>> UnknownAsync(StudioDb db, IEnumerable<string> skus, CancellationToken cancellation)
    {
        var asked = skus.Select(sku => sku.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var known = await db.Products.AsNoTracking().Where(product => EF.Parameter(asked).Contains(product.Sku)).Select(product => product.Sku)
            .ToListAsync(cancellation);
        return [.. asked.Except(known, StringComparer.OrdinalIgnoreCase)];
    }
}
