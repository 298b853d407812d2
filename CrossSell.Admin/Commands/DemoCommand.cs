using System.CommandLine;
using CrossSell.Admin.Hosting;

namespace CrossSell.Admin.Commands;

internal static class DemoCommand
{
    public static Command Create()
    {
        var today = new Option<DateOnly?>("--today") { Description = "The day after the last order, as yyyy-MM-dd; without it, today." };
        var command = new Command("demo", "Load the four demo shops and their accounts into an empty studio.") { today };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => DemoStart.LoadAsync(services, parsed.GetValue(today), new Said(), stop),
            cancellation));
        return command;
    }

    // Progress<T> says things later, from another thread; a command line wants them in order.
    private sealed class Said : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
