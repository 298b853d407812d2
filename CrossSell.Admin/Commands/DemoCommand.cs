using System.CommandLine;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Demo;

namespace CrossSell.Admin.Commands;

internal static class DemoCommand
{
    public static Command Create()
    {
        var today = new Option<DateOnly?>("--today") { Description = "The day after the last order, as yyyy-MM-dd; without it, today." };
        var products = new Option<int?>("--products")
        {
            Description = "For load tests: number of products, up to 5,000,000, modelled on the four shops. Requires --orders."
        };
        var orders = new Option<int?>("--orders") { Description = "Number of orders, up to 20,000,000. Requires --products." };
        var command = new Command("demo", "Load the four demo shops and their accounts into an empty studio.") { today, products, orders };
        command.Validators.Add(given =>
        {
            if (given.GetValue(products) is null != given.GetValue(orders) is null)
            {
                given.AddError("--products and --orders must be used together.");
            }
        });
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => DemoStart.LoadAsync(
                services, parsed.GetValue(today), Size(parsed.GetValue(products), parsed.GetValue(orders)), new StudioCommand.Said(), stop),
            cancellation));
        return command;
    }

    private static DemoSize? Size(int? products, int? orders) => products is { } many && orders is { } placed ? new DemoSize(many, placed) : null;
}
