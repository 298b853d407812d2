using BenchmarkDotNet.Running;
using CrossSell.Benchmarks;

return args switch
{
    ["affinity", .. var rest] => await AffinityComparison.RunAsync(rest),
    ["catalog", .. var rest] => await CatalogBenchmark.RunAsync(rest),
    ["import", .. var rest] => await ImportBenchmark.RunAsync(rest),
    ["side-by-side", .. var rest] => await SideBySide.RunAsync(rest),
    ["orders", .. var rest] => await OrderImportBenchmark.RunAsync(rest),
    ["dialects", .. var rest] => await DialectBenchmark.RunAsync(rest),
    ["links", .. var rest] => await LinkImportBenchmark.RunAsync(rest),
    ["rules", .. var rest] => await RuleTimes.RunAsync(rest),
    ["mine", .. var rest] => await MiningBenchmark.MineAsync(rest),
    ["kernel"] => MiningBenchmark.Kernel(),
    ["panels", .. var rest] when rest.Contains("--server") || rest.Contains("--products") => await PanelLoad.RunAsync(rest),
    ["panels", .. var rest] => await StudioTimes.PanelsAsync(rest),
    ["pages", .. var rest] => await StudioTimes.PagesAsync(rest),
    ["health", .. var rest] => await StudioTimes.HealthAsync(rest),
    ["circuits", .. var rest] => await CircuitBenchmark.RunAsync(rest),
    ["warehouse", .. var rest] => await WarehouseBenchmark.RunAsync(rest),
    ["events", .. var rest] => await EventLoad.RunAsync(rest),
    ["work", .. var rest] => await KillWork.RunAsync(rest),
    ["experiments", .. var rest] => await ExperimentBenchmark.RunAsync(rest),
    _ => Bench(args),
};

static int Bench(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(AffinityComparison).Assembly).Run(args);
    return 0;
}
