using CrossSell.Admin.Account;
using CrossSell.Core;
using CrossSell.Core.Access;
using CrossSell.Core.Exchange;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Warehouse;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrossSell.Admin.Hosting;

/// <summary>The core with what is configured, registered alike for the web host, the command line and the tests. A room of the core registers itself.</summary>
internal static class StudioServices
{
    /// <exception cref="InvalidOperationException">The configuration names a data folder, a provider or an instant that cannot be used; the message says how to
    /// fix it.</exception>
    public static IServiceCollection AddStudio(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(StudioClock.From(configuration));
        var data = new DataDirectory(DataPath(configuration));
        services.AddSingleton(data);
        var (server, file) = (ServerOf(configuration), FileOf(configuration, data));
        services.AddSingleton(provider =>
        {
            var (time, followUps) = (provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<WriteFollowUps>());
            return server is null ? StudioStore.OnFile(file, time, followUps) : StudioStore.OnServer(server, time, followUps);
        });
        services.AddSingleton(_ => CopyOf(configuration, FileOf(configuration, data)));
        services.AddDataProtection().SetApplicationName("CrossSell");
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing, ILogger<StudioKeys>>(
            (options, ring, log) => options.XmlRepository = new StudioKeys(ring, log));

        services.AddCrossSellCore();
        if (WarehouseConfiguration.Read(configuration) is { } warehouse)
        {
            services.AddSingleton(_ => ShopWarehouse.Of(warehouse));
        }

        services.AddSingleton(LimitsOf(configuration));
        services.AddSingleton(PanelMemoryOf(configuration));
        return services;
    }

    /// <summary>
    /// Rounds of PBKDF2 with HMAC-SHA-512 for a password, as the OWASP Password Storage Cheat Sheet asks for. A password that was stored with fewer is stored
    /// again when its owner signs in next.
    /// </summary>
    public const int PasswordIterations = 210_000;

    /// <summary>Accounts and their rules, for the host and for the command line.</summary>
    public static IdentityBuilder AddStudioIdentity(this IServiceCollection services)
    {
        services.AddScoped(provider => provider.GetRequiredService<StudioStore>().OpenForIdentity());
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<OwnAccount>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordIterations);
        return services.AddIdentityCore<User>(options =>
            {
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = 12;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
            })
            .AddPasswordValidator<PasswordRules>()
            .AddEntityFrameworkStores<StudioDb>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
    }

    /// <exception cref="InvalidOperationException">The limit is no number.</exception>
    private static ImportLimits LimitsOf(IConfiguration configuration) => configuration["CrossSell:MaxUnpackedMegabytes"] switch
    {
        null or "" => ImportLimits.Default,
        var text when long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var megabytes)
            && megabytes is > 0 and < 1L << 30 => new ImportLimits(megabytes << 20),
        var text => throw new InvalidOperationException($"CrossSell:MaxUnpackedMegabytes is \"{text}\". Write a whole number of megabytes from 1."),
    };

    /// <exception cref="InvalidOperationException">The setting is no number.</exception>
    private static FinishedPanelMemory PanelMemoryOf(IConfiguration configuration) => configuration["CrossSell:PanelMegabytes"] switch
    {
        null or "" => FinishedPanelMemory.Default,
        var text when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var megabytes)
            && megabytes is >= 0 and < 1 << 20 => new FinishedPanelMemory((long)megabytes << 20),
        var text => throw new InvalidOperationException($"CrossSell:PanelMegabytes is \"{text}\". Write a whole number of megabytes, 0 to keep none."),
    };

    /// <summary>The data folder, which need not exist.</summary>
    public static string DataPath(IConfiguration configuration) =>
        configuration["CrossSell:DataDirectory"] is { Length: > 0 } named ? named : DataDirectory.Default(AppContext.BaseDirectory);

    /// <summary>How the database is copied and looked at, for backups: that of the configured server, or a file.</summary>
    public static IDatabaseCopy CopyOf(IConfiguration configuration, string path) =>
        ServerOf(configuration) is { } connection ? new PostgresCopy(connection) : new SqliteCopy(path);

    /// <summary>The connection string of the server that holds the studio; null where a file does.</summary>
    private static string? ServerOf(IConfiguration configuration) => (configuration["Database:Provider"] ?? "Sqlite").ToUpperInvariant() switch
    {
        "SQLITE" => null,
        "POSTGRESQL" => configuration.GetConnectionString("CrossSell") is { Length: > 0 } connection
            ? connection
            : throw new InvalidOperationException(
                "Database__Provider is PostgreSQL, but ConnectionStrings__CrossSell is empty. Write a connection string there, such as "
                + "Host=db.example;Database=crosssell;Username=crosssell;Password=..."),
        _ => throw new InvalidOperationException($"Database__Provider is \"{configuration["Database:Provider"]}\". Write Sqlite or PostgreSQL."),
    };

    private static string FileOf(IConfiguration configuration, DataDirectory data) =>
        ServerOf(configuration) is null && configuration.GetConnectionString("CrossSell") is { Length: > 0 } text
            ? new SqliteConnectionStringBuilder(text).DataSource
            : data.Database;
}
