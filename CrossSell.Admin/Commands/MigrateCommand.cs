using System.CommandLine;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Commands;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Create or upgrade the database.");
        command.SetAction((_, cancellation) => StudioCommand.WithStudioAsync(
            (services, _) =>
            {
                Console.WriteLine($"The database in {services.GetRequiredService<DataDirectory>().Root} is up to date.");
                return Task.FromResult(Outcome.Done);
            },
            cancellation));
        return command;
    }
}
