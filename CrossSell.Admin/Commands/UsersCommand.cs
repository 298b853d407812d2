using System.CommandLine;
using CrossSell.Admin.Account;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Commands;

internal static class UsersCommand
{
    public static Command Create() => new("users", "Accounts of people.")
    {
        Add(),
        Reset(),
        List(),
    };

    private static Command Add()
    {
        var email = new Argument<string>("email");
        var name = new Option<string>("--name") { Description = "The name that colleagues see.", Required = true };
        var role = new Option<Role>("--role") { Description = "Viewer, merchandiser, manager or administrator.", DefaultValueFactory = _ => Role.Viewer };
        var channel = new Option<string?>("--channel") { Description = "The one channel the role is for; without it, all." };
        var command = new Command("add", "Make an account. The password is read from standard input.") { email, name, role, channel };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                await using var scope = services.CreateAsyncScope();
                var store = services.GetRequiredService<StudioStore>();
                if ((await ApiKeysCommand.ChannelIdAsync(services, parsed.GetValue(channel), stop)).IsRefused(out var refusal, out var channelId))
                {
                    return refusal;
                }

                var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
                var made = await AccountWrites.CreateAsync(
                    users, store, parsed.GetValue(email)!, parsed.GetValue(name)!, await PasswordAsync(), parsed.GetValue(role), by: Actor.CommandLine, channelId: channelId);
                return Outcome.FromRefusalOrDone(made.Refusal);
            },
            cancellation));
        return command;
    }

    private static Command Reset()
    {
        var email = new Argument<string>("email");
        var command = new Command("reset", "Set a new password, read from standard input, and end a lockout.") { email };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, _) =>
            {
                await using var scope = services.CreateAsyncScope();
                var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
                return await AccountWrites.ResetAsync(users, services.GetRequiredService<StudioStore>(), parsed.GetValue(email)!, await PasswordAsync(), Actor.CommandLine);
            },
            cancellation));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "All accounts with their roles.");
        command.SetAction((_, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                await using var db = services.GetRequiredService<StudioStore>().Read();
                var codes = await db.Channels.ToDictionaryAsync(channel => channel.Id, channel => channel.Code, stop);
                foreach (var user in await db.Users.Include(user => user.Grants).OrderBy(user => user.Email).ToListAsync(stop))
                {
                    var grants = user.Grants.Select(grant =>
                        grant.Role.ToString().ToLowerInvariant() + (grant.ChannelId is { } id ? $" ({codes[id]})" : ""));
                    Console.WriteLine($"{user.Email}\t{user.DisplayName}\t{string.Join(", ", grants)}");
                }

                return Outcome.Done;
            },
            cancellation));
        return command;
    }

    private static async Task<string> PasswordAsync()
    {
        if (!Console.IsInputRedirected)
        {
            await Console.Error.WriteAsync("Password: ");
        }

        return await Console.In.ReadLineAsync() ?? "";
    }
}
