using System.CommandLine;
using System.Text.Json;
using CrossSell.Admin.Api;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

internal static class PanelCommand
{
    public static Command Create()
    {
        var sku = new Argument<string>("sku");
        var channel = new Option<string?>("--channel") { Description = "Required when more than one channel sells the product." };
        var at = new Option<string?>("--at") { Description = "A date and time such as 2026-11-27T09:00:00Z; by default now." };
        var placement = new Option<string?>("--placement") { Description = $"Where it is shown: {PanelPlacements.Words}; by default the product page." };
        var cart = new Option<string[]>("--cart") { Description = "A SKU in the cart; can be repeated.", DefaultValueFactory = _ => [] };
        var segment = new Option<string?>("--segment") { Description = "Code of the shopper's segment, one that the shop defines." };
        var explain = new Option<bool>("--explain") { Description = "Also explain why each candidate is shown or not." };
        var json = new Option<bool>("--json") { Description = "Output JSON, as the API does." };
        var command = new Command("panel", "The panel of a product, as the storefront receives it.")
        {
            sku, channel, at, placement, cart, segment, explain, json,
        };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                if (!PanelEndpoints.TryInstant(parsed.GetValue(at), out var instant))
                {
                    return new Refusal("panel.at", $"\"{parsed.GetValue(at)}\" is not a date and time. Use a format like 2026-11-27T09:00:00Z.", "at");
                }

                if (PanelPlacements.Find(parsed.GetValue(placement)) is not { } place)
                {
                    return new Refusal("panel.placement", $"--placement is {PanelPlacements.Words}.", "placement");
                }

                var query = new PanelQuery(
                    parsed.GetValue(sku)!, parsed.GetValue(channel), place, Segment: parsed.GetValue(segment), Cart: parsed.GetValue(cart), At: instant);
                if ((await services.GetRequiredService<PanelService>().ResolveFreshAsync(ReadScope.Everything, query, stop))
                    .IsRefused(out var refusal, out var answer))
                {
                    return refusal;
                }

                Console.WriteLine(parsed.GetValue(json)
                    ? JsonSerializer.Serialize(PanelJson.Of(answer, "", parsed.GetValue(explain)), PanelEndpoints.Json)
                    : Text(answer, parsed.GetValue(explain)));
                return Outcome.Done;
            },
            cancellation));
        return command;
    }

    private static string Text(PanelAnswer answer, bool explain)
    {
        var (panel, channel) = (answer.Panel, answer.Channel);
        var lines = new List<string> { $"{panel.Anchor.Sku}  {panel.Anchor.Name}  {ShopperWords.Of(panel.Anchor.Price, channel)}  ({channel.Name})" };
        if (panel.Offer is { } offer)
        {
            lines.Add(
                $"  bundle  {offer.Name}: {string.Join(" + ", offer.Parts.Select(part => part.Product.Sku))} for {ShopperWords.Of(offer.SetPrice, channel)}, saves {ShopperWords.Of(offer.Saving, channel)}");
        }

        lines.AddRange(panel.Companions.Select(companion =>
            $"  {companion.Position}.  {companion.Product.Sku}  {companion.Product.Name}  {ShopperWords.Of(companion.Product.Price, channel)}  ({companion.Reason})"));
        if (panel.NotShown is { } nothing)
        {
            lines.Add($"  No panel is shown. {nothing.Sentence}");
        }

        if (explain)
        {
            lines.Add("");
            lines.AddRange(panel.Trace.Select(entry =>
            {
                var evidence = entry.Verdict != TraceVerdict.Shown && entry.Evidence is { } said
                    ? $"; in {said.PairBaskets} of {said.AnchorBaskets} baskets, lift {said.Lift:0.0}"
                    : "";
                return FormattableString.Invariant(
                    $"  {entry.Verdict.ToString().ToLowerInvariant(),-8} {entry.Layer.Code,-8} {entry.Code,-16} {entry.Name}: {entry.Sentence}{evidence}");
            }));
            lines.Add($"  {panel.Trace.Count} candidates, panel version {panel.Version}");
        }

        return string.Join(Environment.NewLine, lines);
    }
}
