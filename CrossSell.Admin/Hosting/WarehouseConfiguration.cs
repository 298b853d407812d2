using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Warehouse;
using Npgsql;

namespace CrossSell.Admin.Hosting;

/// <summary>Reads the section <c>Mining:Warehouse</c>: which shops have their orders in a warehouse, and how it is reached.</summary>
internal static partial class WarehouseConfiguration
{
    private const string Section = "Mining:Warehouse";

    /// <summary>Null where no engine is named: then all orders are the studio's own.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be used; the message says how to write it, never what a password or an address is.
    /// </exception>
    public static WarehouseSettings? Read(IConfiguration configuration)
    {
        var warehouse = configuration.GetSection(Section);
        if (warehouse["Engine"] is not { } named || string.IsNullOrWhiteSpace(named))
        {
            return null;
        }

        if (!Enum.TryParse<WarehouseEngine>(named, ignoreCase: true, out var engine) || !Enum.IsDefined(engine) || int.TryParse(named, out _))
        {
            throw new InvalidOperationException($"{Section}:Engine is \"{named}\". Write PostgreSQL or ClickHouse.");
        }

        var connection = warehouse["Connection"] ?? "";
        if (engine == WarehouseEngine.ClickHouse ? !IsAddress(connection) : !IsConnectionString(connection))
        {
            throw new InvalidOperationException(engine == WarehouseEngine.ClickHouse
                ? $"{Section}:Connection is no base address. Write one such as https://clickhouse.example.com:8443/, without a user or password in it."
                : $"{Section}:Connection is no connection string. Write one such as Host=db.example.com;Database=shop;Username=crosssell_reader;Password=...");
        }

        var view = warehouse["View"] is { Length: > 0 } other ? other : WarehouseSettings.DefaultView;
        if (!ViewName().IsMatch(view))
        {
            throw new InvalidOperationException(
                $"{Section}:View is \"{view}\". Write the name of a view of letters, digits and underscores, perhaps with its schema before a dot.");
        }

        var shops = warehouse.GetSection("Shops").GetChildren()
            .ToDictionary(shop => shop.Key, shop => shop.Value is { Length: > 0 } channel ? channel : shop.Key, StringComparer.Ordinal);
        if (shops.Count == 0)
        {
            throw new InvalidOperationException(
                $"{Section}:Shops names no shop. Write Mining__Warehouse__Shops__CODE=NAME, with the name that the view's column channel has for it.");
        }

        return new WarehouseSettings(engine, connection, view, shops)
        {
            User = warehouse["User"] is { Length: > 0 } user ? user : null,
            Password = warehouse["Password"],
            Patience = TimeSpan.FromSeconds(Number(warehouse, "TimeoutSeconds", 1800, 1, 86_400)),
            MemoryMegabytes = Number(warehouse, "MemoryMegabytes", 2048, 16, 1_048_576),
        };
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.UserInfo.Length == 0 && address.Query.Length == 0;

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or DbException)
        {
            return false;
        }
    }

    private static int Number(IConfigurationSection warehouse, string name, int usual, int least, int most) =>
        warehouse[name] is not { Length: > 0 } written ? usual
        : int.TryParse(written, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"{Section}:{name} is \"{written}\". Write a whole number from {least:N0} to {most:N0}."));

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*([.][A-Za-z_][A-Za-z0-9_]*)?$")]
    private static partial Regex ViewName();
}
