using System.CommandLine;
using CrossSell.Admin.Account;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Commands;

internal static class UsersCommand
{
    private const string NoRole = "none";

    public static Command Create() => new("users", "User accounts.")
    {
        Add(),
        Reset(),
        Disable(),
        Enable(),
        Remove(),
        SetRole(),
        List(),
    };

    private static Command Add()
    {
        var email = new Argument<string>("email");
        var name = new Option<string>("--name") { Description = "The name that colleagues see.", Required = true };
        var role = new Option<Role>("--role") { Description = "Viewer, merchandiser, manager or administrator.", DefaultValueFactory = _ => Role.Viewer };
        var channel = new Option<string?>("--channel") { Description = "Limit the role to one channel; by default all." };
        var command = new Command("add", "Create an account. The password is read from standard input.") { email, name, role, channel };
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
                    users, store, parsed.GetValue(email)!, parsed.GetValue(name)!, await PasswordAsync(), parsed.GetValue(role), by: Actor.CommandLine,
                    channelId: channelId);
                return Outcome.FromRefusalOrDone(made.Refusal);
            },
            cancellation));
        return command;
    }

    private static Command Reset()
    {
        var email = new Argument<string>("email");
        var command = new Command("reset", "Set a new password, read from standard input, and sign the person out everywhere.") { email };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, _) =>
            {
                await using var scope = services.CreateAsyncScope();
                var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
                return await AccountWrites.ResetAsync(
                    users, services.GetRequiredService<StudioStore>(), parsed.GetValue(email)!, await PasswordAsync(), Actor.CommandLine);
            },
            cancellation));
        return command;
    }

    private static Command Disable() => Change(
        "disable", "Disable an account and sign the person out everywhere. The last administrator cannot be disabled.", AccountAdministration.DisableAsync);

    private static Command Enable() => Change("enable", "Enable an account again.", AccountAdministration.EnableAsync);

    private static Command Remove() => Change(
        "remove", "Remove an account with its saved views; the history of changes is kept. The last administrator cannot be removed.",
        AccountAdministration.RemoveAsync);

    private static Command SetRole()
    {
        var email = new Argument<string>("email");
        var role = new Argument<string>("role") { Description = "The new role, or none to remove it." };
        role.AcceptOnlyFromAmong([.. Enum.GetNames<Role>().Select(name => name.ToLowerInvariant()), NoRole]);
        var channel = new Option<string?>("--channel") { Description = "Limit the role to one channel; by default all." };
        var command = new Command("role", "Set the role of an account. The last administrator cannot lose the role.") { email, role, channel };
        command.SetAction((parsed, cancellation) => WithUsersAsync(
            async (services, users, store, stop) =>
            {
                (int, string)? where = null;
                if (parsed.GetValue(channel) is { } code)
                {
                    await using var db = store.Read();
                    if ((await Channels.FindAsync(db, code, stop)).IsRefused(out var refusal, out var found))
                    {
                        return refusal;
                    }

                    where = (found.Id, found.Name);
                }

                var given = parsed.GetValue(role)!;
                return await AccountAdministration.SetRoleAsync(
                    users, store, parsed.GetValue(email)!, given == NoRole ? null : Enum.Parse<Role>(given, ignoreCase: true), where, Actor.CommandLine, stop);
            },
            cancellation));
        return command;
    }

    private static Command Change(string verb, string description, Func<UserManager<User>, StudioStore, string, Actor, CancellationToken, Task<Outcome>> change)
    {
        var email = new Argument<string>("email");
        var command = new Command(verb, description) { email };
        command.SetAction((parsed, cancellation) => WithUsersAsync(
            (_, users, store, stop) => change(users, store, parsed.GetValue(email)!, Actor.CommandLine, stop),
            cancellation));
        return command;
    }

    private static Task<int> WithUsersAsync(
        Func<IServiceProvider, UserManager<User>, StudioStore, CancellationToken, Task<Outcome>> verb, CancellationToken cancellation) =>
        StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                await using var scope = services.CreateAsyncScope();
                return await verb(services, scope.ServiceProvider.GetRequiredService<UserManager<User>>(), services.GetRequiredService<StudioStore>(), stop);
            },
            cancellation);

    private static Command List()
    {
        var command = new Command("list", "List all accounts with their roles and status.");
        command.SetAction((_, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                await using var db = services.GetRequiredService<StudioStore>().Read();
                var codes = await db.Channels.ToDictionaryAsync(channel => channel.Id, channel => channel.Code, stop);
                foreach (var user in await db.Users.Include(user => user.Grants).OrderBy(user => user.Email).ToListAsync(stop))
                {
                    var grants = user.Grants.Select(grant =>
                        grant.Role.ToString().ToLowerInvariant() + (grant.ChannelId is { } id ? $" ({codes[id]})" : ""));
                    var state = user.DisabledAt is not null ? "disabled" : user.IsDemo ? "demo" : "in use";
                    Console.WriteLine($"{user.Email}\t{user.DisplayName}\t{string.Join(", ", grants)}\t{state}");
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
