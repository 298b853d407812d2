using System.Diagnostics;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Media;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Demo;

/// <summary>
/// Gives the products of the demo their pictures, once and by a job: nobody waits for them. What has a picture already is left as it is, so that a job that
/// was stopped goes on where it was.
/// </summary>
public sealed class DemoPictureService(StudioStore store, MediaService media, JobQueue queue)
{
    // The first come soon; afterwards no more writes than history is worth.
    private const int FirstWrite = 4;
    private const int EachWrite = 40;

    /// <summary>
    /// Queues the job where the studio began with the four shops as they are and no such job has been: what somebody cancelled or took back stays so.
    /// </summary>
    /// <returns>The job's id; null when there is nothing to do.</returns>
    public async Task<Outcome<long?>> QueueAsync(CancellationToken cancellation = default)
    {
        await using (var db = store.Read())
        {
            if (!await db.ChangeSets.AnyAsync(set => set.ActorId == DemoLoader.Loader.Id && set.Purpose == DemoLoader.Purpose, cancellation)
                || await db.Jobs.AnyAsync(job => job.Kind == DemoPictureWork.JobKind && job.State != JobState.Failed, cancellation))
            {
                return (long?)null;
            }
        }

        return (await queue.StartSingleAsync(DemoPictureWork.JobKind, "Draw the pictures of the demo", new object(), DemoLoader.Loader, [], cancellation))
            .IsRefused(out var refusal, out var id) ? refusal : id;
    }

    /// <summary>Draws what has no picture, those first that lists show: single products and families, all shops in turn.</summary>
    /// <param name="progress">Products done.</param>
    /// <param name="cancellation">Stops between two writes; what was drawn stays.</param>
    public async Task<Outcome<JobReport>> DrawAsync(
        long? jobId, Actor actor, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        var wanted = await WantedAsync(cancellation);
        var (done, drawn) = (0, 0);
        progress?.Report((done, wanted.Count));
        while (done < wanted.Count && !cancellation.IsCancellationRequested)
        {
            var part = wanted.Skip(done).Take(done == 0 ? FirstWrite : EachWrite).ToList();
            var made = await Task.Run(() => part.SelectMany(Made).ToList(), CancellationToken.None);
            if ((await media.AddMadeAsync(made, jobId, actor, CancellationToken.None)).IsRefused(out var refusal, out var added))
            {
                return refusal;
            }

            (done, drawn) = (done + part.Count, drawn + added);
            progress?.Report((done, wanted.Count));
        }

        return new JobReport(
            $"Drew the pictures of {English.Count(drawn, "product")}{(done < wanted.Count ? ", then it was cancelled" : "")}.",
            [new("without a picture", wanted.Count), new("drawn", drawn)],
            []);
    }

    private static IEnumerable<MadePicture> Made(Wanted wanted) => DemoPictures.Views(wanted.Product).Select(view => new MadePicture(
        wanted.Id, MediaContent.Of(DemoPictures.WebP(wanted.Product, view)), AltText(wanted, view), $"{wanted.Product.Sku}-{view}.webp".ToLowerInvariant()));

    // In English, as its name is: the first language of every shop of the demo.
    private static string AltText(Wanted wanted, PictureView view)
    {
        var words = view switch
        {
            PictureView.Front => null,
            PictureView.Side => "from the side",
            PictureView.Back => "from behind",
            PictureView.Pair => "as a pair",
            PictureView.Detail => "in detail",
            _ => throw new UnreachableException(),
        };
        return words is null ? wanted.Name : $"{wanted.Name}, {words}";
    }

    private async Task<List<Wanted>> WantedAsync(CancellationToken cancellation)
    {
        // Only its dates depend on the day.
        var catalog = DemoCatalog.Create(DateOnly.FromDateTime(DateTime.UnixEpoch));
        var skus = catalog.Products.Where(product => DemoPictures.Views(product).Count > 0).Select(product => product.Sku).ToArray();
        await using var db = store.Read();
        var there = await db.Products
            .Where(product => skus.Contains(product.Sku) && !db.Set<ProductMedia>().Any(picture => picture.ProductId == product.Id))
            .Select(product => new { product.Sku, product.Id, product.Name }).ToDictionaryAsync(row => row.Sku, StringComparer.Ordinal, cancellation);
        return [.. catalog.Shops
            .SelectMany(shop => shop.Products
                .OrderBy(product => product.ParentSku is not null)
                .Select((product, place) => (Product: product, Place: place)))
            .Where(item => there.ContainsKey(item.Product.Sku))
            .OrderBy(item => item.Product.ParentSku is not null).ThenBy(item => item.Place)
            .Select(item => new Wanted(item.Product, there[item.Product.Sku].Id, there[item.Product.Sku].Name))];
    }

    private sealed record Wanted(DemoProduct Product, int Id, string Name);
}

/// <inheritdoc cref="DemoPictureService"/>
public sealed class DemoPictureWork(DemoPictureService pictures) : JobWork
{
    /// <summary>Name of the kind of job.</summary>
    public const string JobKind = "demo-pictures";

    private const string Step = "Drawing pictures";

    public override string Kind => JobKind;

    // What a product has is not drawn again.
    public override bool IsRestartable => true;

    public override JobLane Lane => JobLane.Background;

    public override Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        run.Report(0, 0, Step);
        return pictures.DrawAsync(
            run.JobId, run.Actor, new Relay<(int Done, int Total)>(at => run.Report(at.Done, at.Total, Step)), cancellation);
    }
}
