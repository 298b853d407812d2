using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Promises;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>What a revision is expected to bring, and what became of earlier promises: bought with the main product, revenue and margin.</summary>
public sealed partial class PromiseCard
{
    private RevisionPromise? promise;
    private int shown;

    [Parameter, EditorRequired]
    public int RevisionId { get; set; }

    [Inject]
    private PromiseService Promises { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (shown != RevisionId)
        {
            shown = RevisionId;
            promise = await Promises.OfAsync(Session.Reads, RevisionId);
        }
    }

    // Who decides is told of its author first; what the wider groups add is said only where they hold more.
    private static IEnumerable<(string Whose, PromiseOutcome Outcome)> Outcomes(RevisionPromise said, PromiseOutcomes outcomes)
    {
        var last = 0;
        foreach (var (whose, outcome) in new[]
        {
            (L["{0}, this kind", said.AuthorName].Value, outcomes.OfAuthorAndKind), (L["This kind"].Value, outcomes.OfKind),
            (L["All bundles"].Value, outcomes.All),
        })
        {
            if (outcome.Promises > last)
            {
                last = outcome.Promises;
                yield return (whose, outcome);
            }
        }
    }

    private static string Share(double? share) => share is { } known ? Formats.Share(known) : "–";

    private static string Amount(long minor, Channel channel) => Formats.Amount(new Money(minor, channel.Currency));

    private static string Record(RevisionPromise said) => said.Records.OfAuthorAndKind is { Promises: > 0 } own
        ? L.Count(
            own.Promises, "{1} so far: {2} of {3} promised sales, of {0} bundle of this kind.",
            "{1} so far: {2} of {3} promised sales, of {0} bundles of this kind.",
            said.AuthorName, Formats.Count(own.Delivered), Formats.Number(own.Promised, 0)) + Adjusted(said)
        : L["{0} has no bundle of this kind yet whose first {1} days are over.", said.AuthorName, Formats.Count(BundleForecasts.Days)] + Adjusted(said);

    private static string Adjusted(RevisionPromise said) => said.Records.Ratio switch
    {
        < 0.995 and var ratio => L[
            " Forecasts like this one were {0} too high; it is adjusted by that: {1}.", Formats.Share((1 / ratio) - 1, 0), Formats.Factor(ratio)],
        > 1.005 and var ratio => L[
            " Forecasts like this one were {0} too low; it is adjusted by that: {1}.", Formats.Share(1 - (1 / ratio), 0), Formats.Factor(ratio)],
        _ => "",
    };
}
