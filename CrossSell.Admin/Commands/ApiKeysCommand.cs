using System.CommandLine;
using System.Globalization;
using CrossSell.Admin.Api;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Commands;

internal static class ApiKeysCommand
{
    public static Command Create() => new("apikeys", "API keys for storefronts.")
    {
        CreateKey(),
        ListKeys(),
        RevokeKey(),
    };

    private static Command CreateKey()
    {
        var name = new Argument<string>("name") { Description = "Name of the key." };
        var channel = new Option<string?>("--channel") { Description = "The channel it is limited to. Required for publishable keys." };
        var secret = new Option<bool>("--secret") { Description = "A secret key for servers; without --scope it may be used for everything." };
        var scope = new Option<string[]>("--scope")
        {
            Description = $"What a secret key may be used for: {string.Join(", ", ApiScope.Words)}. Can be repeated, and makes the key a secret one.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("create", "Create a key. It is shown only once.") { name, channel, secret, scope };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                if (ScopesOf(parsed.GetValue(scope) ?? []).IsRefused(out var unknown, out var scopes))
                {
                    return unknown;
                }

                var kind = parsed.GetValue(secret) || scopes is not null ? ApiKeyKind.Secret : ApiKeyKind.Publishable;
                if ((await ChannelIdAsync(services, parsed.GetValue(channel), stop)).IsRefused(out var refusal, out var channelId))
                {
                    return refusal;
                }

                var made = await services.GetRequiredService<ApiKeyService>().CreateAsync(
                    parsed.GetValue(name)!, kind, channelId, scopes, Actor.CommandLine, stop);
                if (made.IsRefused(out refusal, out var key))
                {
                    return refusal;
                }

                await Console.Error.WriteLineAsync($"Key {key.Id} created. Save it now, it is not shown again:");
                Console.WriteLine(key.Text);
                return Outcome.Done;
            },
            cancellation));
        return command;
    }

    /// <summary>Null for none: everything.</summary>
    private static Outcome<ApiKeyScopes?> ScopesOf(IReadOnlyCollection<string> words)
    {
        ApiKeyScopes? scopes = null;
        foreach (var word in words)
        {
            if (ApiScope.Find(word) is not { } one)
            {
                return new Refusal("key.scope", $"\"{word}\" is no scope. The scopes are: {string.Join(", ", ApiScope.Words)}.", "scope");
            }

            scopes = (scopes ?? ApiKeyScopes.None) | one;
        }

        return scopes;
    }

    /// <summary>Null for null: every channel.</summary>
    internal static async Task<Outcome<int?>> ChannelIdAsync(IServiceProvider services, string? code, CancellationToken cancellation)
    {
        if (code is null)
        {
            return (int?)null;
        }

        await using var db = services.GetRequiredService<StudioStore>().Read();
        return (await Channels.FindAsync(db, code, cancellation)).IsRefused(out var refusal, out var channel) ? refusal : channel.Id;
    }

    private static Command ListKeys()
    {
        var command = new Command("list", "List all keys, without their secrets.");
        command.SetAction((_, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                await using var db = services.GetRequiredService<StudioStore>().Read();
                var codes = await db.Channels.ToDictionaryAsync(channel => channel.Id, channel => channel.Code, stop);
                foreach (var key in await services.GetRequiredService<ApiKeyService>().ListAsync(Actor.CommandLine, stop))
                {
                    var channel = key.ChannelId is { } id ? codes[id] : null;
                    var state = key.RevokedAt is { } at ? "revoked " + at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "in use";
                    Console.WriteLine($"{key.Id}\t{key.Prefix}…\t{Said(key)}\t{channel ?? "all channels"}\t{state}\t{key.Name}");
                }

                return Outcome.Done;
            },
            cancellation));
        return command;
    }

    private static string Said(ApiKey key) => key.Kind == ApiKeyKind.Publishable ? "publishable" : key.Scopes is null or ApiKeyScopes.All
        ? "secret"
        : $"secret ({string.Join(", ", ApiScope.WordsOf(key.Scopes.Value))})";

    private static Command RevokeKey()
    {
        var id = new Argument<int>("id") { Description = "The number that `apikeys list` shows." };
        var command = new Command("revoke", "Revoke a key immediately.") { id };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => services.GetRequiredService<ApiKeyService>().RevokeAsync(parsed.GetValue(id), Actor.CommandLine, stop),
            cancellation));
        return command;
    }
}
