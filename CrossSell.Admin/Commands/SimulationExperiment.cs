using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Experiments;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Commands;

/// <summary>When shoppers are played, and for which experiment.</summary>
/// <param name="From">Whole days after the experiment's start, so that who is played again later acts at the same instants.</param>
/// <param name="Until">Exclusive.</param>
/// <param name="Days">The last may not be over.</param>
internal sealed record SimulatedSpan(Experiment Experiment, DateTimeOffset From, DateTimeOffset Until, int Days);

/// <summary>Finds the experiment whose shoppers are played, or makes one by the service that pages use.</summary>
internal static class SimulationExperiment
{
    // Whether it is looked at before its end does not matter to it.
    private const ExperimentMode Mode = ExperimentMode.AlwaysValid;

    /// <param name="now">Until then it is played.</param>
    public static async Task<Outcome<SimulatedSpan>> FindAsync(
        IServiceProvider services, Channel shop, SimulateCommand.Asked asked, DateTimeOffset now, CancellationToken cancellation)
    {
        if (asked.ExperimentId is not { } id)
        {
            return (await MakeAsync(services.GetRequiredService<ExperimentService>(), shop, asked, cancellation)).IsRefused(out var refusal, out var made)
                ? refusal
                : await SpanAsync(services, shop, made, asked.Terms.Days, now, cancellation);
        }

        return await SpanAsync(services, shop, id, asked.Terms.Days, now, cancellation);
    }

    private static async Task<Outcome<SimulatedSpan>> SpanAsync(
        IServiceProvider services, Channel shop, int id, int days, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = services.GetRequiredService<StudioStore>().Read();
        if (await db.Experiments.SingleOrDefaultAsync(item => item.Id == id && item.ChannelId == shop.Id, cancellation) is not { } experiment)
        {
            return Refusal.NotFound($"{shop.Name} has no experiment {id}.", "experiment");
        }

        if (experiment is not { State: ExperimentState.Started, From: { } starts })
        {
            return new Refusal("simulate.state", $"{experiment.Name} is not open: start it first.", "experiment");
        }

        var from = starts.AddDays(Math.Max(0, Math.Round((now - starts).TotalDays) - days));
        var until = experiment.Until is { } ends && ends < now ? ends : now;
        return until <= from
            ? new Refusal("simulate.span", $"{experiment.Name} did not run within the last {English.Count(days, "day")}.", "days")
            : new SimulatedSpan(experiment, from, until, Math.Min(days, (int)Math.Ceiling((until - from).TotalDays)));
    }

    /// <summary>Of as many visitors as other experiments leave, at the instant of the clock.</summary>
    private static async Task<Outcome<int>> MakeAsync(ExperimentService service, Channel shop, SimulateCommand.Asked asked, CancellationToken cancellation)
    {
        var terms = new ExperimentTerms(
            string.Create(CultureInfo.InvariantCulture, $"Simulated shoppers, seed {asked.Terms.Seed}: do panels sell more?"), ExperimentQuestion.AnyPanel,
            null, null, ExperimentTerms.TwoArms("No panel", "Panels as now"), [], null, Experiment.Whole, null, null)
        {
            Mode = Mode,
            Days = asked.Terms.Days,
            Note = string.Create(
                CultureInfo.InvariantCulture, $"Made by the command line. Its shoppers are made up; the true effect is {asked.Terms.Effect:P1}."),
        };
        if ((await service.CreateAsync(shop.Id, terms, Actor.CommandLine, cancellation)).IsRefused(out var refusal, out var draft))
        {
            return refusal;
        }

        while (true)
        {
            if (!(await service.StartAsync(draft.Id, draft.Version, Actor.CommandLine, cancellation)).IsRefused(out refusal, out var started))
            {
                return started.Id;
            }

            terms = terms with { ShareBasisPoints = terms.ShareBasisPoints / 2 };
            if (refusal.Code != "experiment.share" || terms.ShareBasisPoints < 1
                || (await service.EditAsync(draft.Id, draft.Version, terms, Actor.CommandLine, cancellation)).IsRefused(out _, out draft))
            {
                return refusal;
            }
        }
    }
}
