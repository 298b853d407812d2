using System.CommandLine;
using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

internal static class ApiKeysCommand
{
    public static Command Create() => new("apikeys", "Keys with which storefronts ask for panels.")
    {
        CreateKey(),
        ListKeys(),
        RevokeKey(),
    };

    private static Command CreateKey()
    {
        var name = new Argument<string>("name") { Description = "What to recognise the key by." };
        var channel = new Option<string?>("--channel") { Description = "The one channel it may ask for. Needed for publishable keys." };
        var secret = new Option<bool>("--secret") { Description = "A key for servers: also explain, other instants, writing." };
        var command = new Command("create", "Make a key. Its text is shown this once.") { name, channel, secret };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                var kind = parsed.GetValue(secret) ? ApiKeyKind.Secret : ApiKeyKind.Publishable;
                var made = await services.GetRequiredService<ApiKeyService>()
                    .CreateAsync(parsed.GetValue(name)!, kind, parsed.GetValue(channel), Actor.CommandLine, stop);
                if (made.IsRefused(out var refusal, out var key))
                {
                    return refusal;
                }

                await Console.Error.WriteLineAsync($"Key {key.Id} made. Keep it now, it is not shown again:");
                Console.WriteLine(key.Text);
                return Outcome.Done;
            },
            cancellation));
        return command;
    }

    private static Command ListKeys()
    {
        var command = new Command("list", "All keys, without their text.");
        command.SetAction((_, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                foreach (var (key, channel) in await services.GetRequiredService<ApiKeyService>().ListAsync(stop))
                {
                    var state = key.RevokedAt is { } at ? "revoked " + at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "in use";
                    Console.WriteLine($"{key.Id}\t{key.Prefix}…\t{key.Kind.ToString().ToLowerInvariant()}\t{channel ?? "all channels"}\t{state}\t{key.Name}");
                }

                return Outcome.Done;
            },
            cancellation));
        return command;
    }

    private static Command RevokeKey()
    {
        var id = new Argument<int>("id") { Description = "The number that `apikeys list` shows." };
        var command = new Command("revoke", "Make a key useless at once.") { id };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => services.GetRequiredService<ApiKeyService>().RevokeAsync(parsed.GetValue(id), Actor.CommandLine, stop),
            cancellation));
        return command;
    }
}
