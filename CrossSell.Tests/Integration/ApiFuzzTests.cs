using System.Text;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Exchange;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>
/// Requests to the API that were drawn by chance, always the same ones: whatever is asked, the API keeps its promises (<see cref="ApiPromises"/>) and writes
/// nothing. <c>CROSSSELL_FUZZ=10000</c> sends as many; without it a sample.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class ApiFuzzTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task Request_DrawnByChance_IsAnsweredAsPromised_AndWritesNothing()
    {
        await using var studio = await StudioFactory.WithDemoAsync();
        (studio.Settings["CrossSell:RequestsPerMinute"], studio.Settings["CrossSell:RequestsPerMinuteOfKey"]) = ("1000000", "1000000");
        studio.Settings["CrossSell:PublicAddress"] = ApiPromises.PublicAddress;
        studio.Start();
        var keys = await KeysAsync(studio);
        var dice = new Random(20261130);
        var fuzz = new ApiFuzz(dice, studio.Address.Authority, keys[0], keys[1], await SkusAsync(studio));
        var (before, logged) = (await StoredAsync(studio), studio.Log.ToArray());
        using var http = new RawHttp(studio.Address);
        var faults = new List<string>();
        var panels = 0;
        for (var number = 0; number < ImportFuzzTests.Count; number++)
        {
            var request = fuzz.Next();
            var answer = await http.SendAsync(request.Bytes, request.Method != "HEAD", request.Closes, Stop);
            string[] broken = [.. ApiPromises.Broken(request, answer, keys)];
            if (ApiPromises.IsPanel(request, answer) && broken.Length == 0)
            {
                panels++;
                broken = await AgainAsync(http, request, answer.Header("ETag")!, dice.Next(4));
            }

            faults.AddRange(broken.Select(fault => $"Input {number}: {fault}\n{Said(request.Bytes)}"));
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults. {string.Join("\n\n", faults.Take(20))}");
        // What posts without a page's token is refused, and that is logged; nothing else is worth a line.
        Assert.DoesNotContain(studio.Log.Except(logged), line => !line.StartsWith("The required antiforgery cookie", StringComparison.Ordinal));
        Assert.Equal(before, await StoredAsync(studio));
        // Some of them are still good requests: it was not the first check alone that was tried.
        Assert.InRange(panels, ImportFuzzTests.Count / 20, ImportFuzzTests.Count);
    }

    /// <summary>Asks for the panel that is known already, as clients and the proxies between say it.</summary>
    private static async Task<string[]> AgainAsync(RawHttp http, FuzzedRequest request, string tag, int form)
    {
        if (Encoding.Latin1.GetString(request.Head).Contains("\r\nIf-None-Match:", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var tags = form switch { 0 => tag, 1 => $"W/{tag}", 2 => $"\"other\", {tag}", _ => "*" };
        var again = await http.SendAsync(request.WithTag(tags), hasBody: true, closes: false, Stop);
        return (again.Status, again.Header("ETag"), again.Header("Vary")) == (304, tag, "Authorization")
            ? []
            : [$"{again.Status} with {again.Header("ETag")}, {again.Header("Vary")} when it is asked again with {tags}"];
    }

    private static async Task<string[]> KeysAsync(StudioFactory studio)
    {
        await using var db = studio.Store.Read();
        var camera = (await Channels.FindAsync(db, "camera", Stop)).Required.Id;
        var keys = studio.Services.GetRequiredService<ApiKeyService>();
        return
        [
            (await keys.CreateAsync("Shop", ApiKeyKind.Publishable, camera, TestStudio.Administrator, Stop)).Required.Text,
            (await keys.CreateAsync("Server", ApiKeyKind.Secret, null, TestStudio.Administrator, Stop)).Required.Text,
        ];
    }

    /// <summary>Those of one shop more often, and one that no shop has.</summary>
    private static async Task<IReadOnlyList<string>> SkusAsync(StudioFactory studio)
    {
        await using var db = studio.Store.Read();
        var skus = await db.Products.OrderBy(product => product.Sku).Select(product => product.Sku).ToListAsync(Stop);
        return
        [
            "CAM-D7-BODY", "MEM-128-V60", "SUB-PREMIUM", "NO-SUCH", .. skus.Where(sku => sku.StartsWith("CAM-", StringComparison.Ordinal)),
            .. skus.Where((_, at) => at % 9 == 0),
        ];
    }

    /// <summary>How many rows each table has, and the last write.</summary>
    private static async Task<IReadOnlyList<string>> StoredAsync(StudioFactory studio)
    {
        await using var db = studio.Store.Read();
        var rows = new List<string> { $"state {await studio.Store.StateAsync(Stop)}" };
        foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Distinct().Order(StringComparer.Ordinal))
        {
#pragma warning disable EF1002 // Names of the model.
            rows.Add($"{table} {await db.Database.SqlQueryRaw<int>($"SELECT count(*) AS \"Value\" FROM \"{table}\"").SingleAsync(Stop)}");
#pragma warning restore EF1002
        }

        return rows;
    }

    private static string Said(byte[] request) =>
        Encoding.Latin1.GetString(request, 0, Math.Min(request.Length, 1_500)).Replace("\0", "\\0", StringComparison.Ordinal);
}
