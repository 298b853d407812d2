using System.Net;
using CrossSell.Core.Common;
using static CrossSell.Core.Warehouse.WarehouseTexts;

namespace CrossSell.Core.Warehouse;

/// <summary>
/// Orders in ClickHouse, asked over HTTP: tried with 18.16, to which its drivers no longer speak. The password travels in a header, never in an address.
/// </summary>
internal sealed class ClickHouseWarehouse(WarehouseSettings settings) : ShopWarehouse(settings)
{
    // One for the whole process. A server that sends us elsewhere is not followed: the password would go along.
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15), AutomaticDecompression = DecompressionMethods.GZip,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private protected override Task<WarehouseQuestions> OpenAsync(CancellationToken cancellation) =>
        Task.FromResult<WarehouseQuestions>(new ClickHouseQuestions(Client, Settings, RefusalOf));

    private protected override Refusal? TroubleOf(Exception problem) => problem switch
    {
        OperationCanceledException => TooSlow,
        HttpRequestException or IOException => Unreachable,
        _ => null,
    };

    /// <param name="code">ClickHouse's own; 0 when the answer names none.</param>
    private Refusal RefusalOf(int code, string said) => code switch
    {
        192 or 193 or 194 or 195 or 516 => Denied,
        60 or 81 or 291 or 497 => NoView,
        159 or 160 or 209 => TooSlow,
        241 or 243 => TooLittleMemory,
        164 => new Refusal(
            "warehouse.readonly", L[
                "The warehouse's user may not set how long a question may take. Give it the setting readonly = 2 instead of 1: it still only reads."]),
        _ => Other(said),
    };
}
