using CrossSell.Admin.Hosting;
using CrossSell.Core.Warehouse;
using Microsoft.Extensions.Configuration;

namespace CrossSell.Tests.Admin.Settings;

/// <summary>How an operator names a warehouse, and what is said where it cannot be used.</summary>
public sealed class WarehouseConfigurationTests
{
    [Fact]
    public void Read_NothingNamed_IsNoWarehouse() => Assert.Null(WarehouseConfiguration.Read(Of([])));

    [Fact]
    public void Read_ClickHouse_IsAsWritten_AndNeverPrinted()
    {
        var settings = WarehouseConfiguration.Read(Of(
        [
            ("Engine", "clickhouse"), ("Connection", "https://ch.example.com:8443/"), ("User", "reader"), ("Password", "secret"), ("Shops:uk", "Shop 1"),
            ("Shops:nl", ""), ("View", "shop.lines"), ("TimeoutSeconds", "60"), ("MemoryMegabytes", "512"),
        ]));

        Assert.NotNull(settings);
        Assert.Equal((WarehouseEngine.ClickHouse, "shop.lines", TimeSpan.FromMinutes(1), 512, "reader", "secret"), (
            settings.Engine, settings.View, settings.Patience, settings.MemoryMegabytes, settings.User, settings.Password));
        Assert.Equal([("nl", "nl"), ("uk", "Shop 1")], settings.Shops.OrderBy(shop => shop.Key).Select(shop => (shop.Key, shop.Value)));
        Assert.Equal("ClickHouse, shop.lines", $"{settings}");
    }

    [Theory]
    [InlineData("Engine", "Oracle", "PostgreSQL or ClickHouse")]
    [InlineData("Engine", "1", "PostgreSQL or ClickHouse")]
    [InlineData("Connection", "http://reader:secret@ch.example.com/", "without a user or password")]
    [InlineData("Connection", "file:///etc/passwd", "base address")]
    [InlineData("View", "lines; DROP TABLE lines", "letters, digits and underscores")]
    [InlineData("Shops:uk", null, "Mining__Warehouse__Shops__CODE")]
    [InlineData("TimeoutSeconds", "soon", "whole number")]
    [InlineData("MemoryMegabytes", "1", "16")]
    public void Read_WhatCannotBeUsed_SaysHowToWriteIt(string name, string? value, string part)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Engine"] = "ClickHouse", ["Connection"] = "http://127.0.0.1:8123/", ["Shops:uk"] = "uk", [name] = value,
        };

        var problem = Assert.Throws<InvalidOperationException>(() => WarehouseConfiguration.Read(Of(
            settings.Where(setting => setting.Value is not null).Select(setting => (setting.Key, setting.Value)))));

        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Username=x;Password=secret")]
    public void Read_NoConnectionString_SaysHowToWriteIt(string connection)
    {
        var problem = Assert.Throws<InvalidOperationException>(() => WarehouseConfiguration.Read(Of(
            [("Engine", "PostgreSQL"), ("Connection", connection), ("Shops:uk", "uk")])));

        Assert.Contains("Host=db.example.com", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Of(IEnumerable<(string Name, string? Value)> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>($"Mining:Warehouse:{setting.Name}", setting.Value))).Build();
}
