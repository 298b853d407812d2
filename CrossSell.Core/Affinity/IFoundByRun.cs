namespace CrossSell.Core.Affinity;

/// <summary>A row that a mining run found. It counts while that run's own row is there and no newer one took its place.</summary>
internal interface IFoundByRun
{
    int RunId { get; }
}
