using System.Globalization;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Support;

/// <summary>
/// A studio of its own for one test: a real database with the real migrations (a SQLite file, or PostgreSQL where the test asks for it, see
/// <see cref="StudioFactAttribute"/>), a clock that stands still, and builders with optional arguments.
/// </summary>
public sealed class TestStudio : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    // Migrating takes longer than most tests: it is done once, and each test gets a copy of the file.
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private readonly string folder;
    private int products;
    private int orders;

    private readonly string? server;

    private TestStudio(string folder, string? server)
    {
        (this.folder, this.server) = (folder, server);
        Data = new DataDirectory(folder);
        Store = OtherProcess();
    }

    /// <summary>
    /// How often a property is tried: a third of it, on a server, where each studio takes longer, a twelfth, so that a run of everything stays quick; the cases
    /// are others each time. <c>CROSSSELL_TEST_TRIES</c> is how many times that.
    /// </summary>
    public static int Tries(int whole)
    {
        var times = int.TryParse(Environment.GetEnvironmentVariable("CROSSSELL_TEST_TRIES"), CultureInfo.InvariantCulture, out var given) ? given : 1;
        return Math.Max(3, whole * times / (PostgresServer.IsAsked.Value ? 12 : 3));
    }

    /// <summary>How its database is copied for a backup.</summary>
    public IDatabaseCopy Copy => server is null ? new SqliteCopy(Data.Database) : new PostgresCopy(server);

    /// <summary>Whether it is stored on a PostgreSQL server.</summary>
    public bool IsOnServer => server is not null;

    /// <summary>A store on the same database as another process has one.</summary>
    /// <param name="options">Of its connection to a server.</param>
    /// <param name="time">Its clock; null is that of the studio.</param>
    public StudioStore OtherProcess(string? options = null, TimeProvider? time = null) => server is null
        ? StudioStore.OnFile(Data.Database, time ?? Time, CrossSellCore.FollowUps)
        : StudioStore.OnServer(
            options is null ? server : new Npgsql.NpgsqlConnectionStringBuilder(server) { Options = options }.ConnectionString, time ?? Time,
            CrossSellCore.FollowUps);

    /// <summary>Runs a statement on the server that the studio is stored on.</summary>
    public Task RunOnServerAsync(string sql) => PostgresServer.RunAsync(server!, sql);

    public FakeTimeProvider Time { get; } = new(Start);

    public DataDirectory Data { get; }

    public StudioStore Store { get; }

    public UndoService Undo => new(Store, CrossSellCore.UndoRules);

    public static Actor Merchandiser { get; } = Person("eva", Role.Merchandiser);

    public static Actor Manager { get; } = Person("mark", Role.Manager);

    public static Actor Viewer { get; } = Person("ana", Role.Viewer);

    public static Actor Administrator { get; } = Person("olaf", Role.Administrator);

    public static Actor Person(string id, Role role, int? channelId = null) =>
        new(ActorKind.Person, id, char.ToUpperInvariant(id[0]) + id[1..], [new Grant(role, channelId)]);

    /// <summary>The account behind an actor, for work that asks the database for rights.</summary>
    public static User UserOf(Actor actor, Role role, int? channelId = null)
    {
        var user = new User { Id = actor.Id, UserName = $"{actor.Id}@test.crosssell", DisplayName = actor.Name };
        user.Grants.Add(new RoleGrant { UserId = actor.Id, Role = role, ChannelId = channelId });
        return user;
    }

    public static async Task<TestStudio> CreateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("crosssell-test-").FullName;
        if (PostgresServer.IsAsked.Value)
        {
            return new TestStudio(folder, await PostgresServer.TakeAsync());
        }

        var template = await Template.Value;
        var studio = new TestStudio(folder, null);
        File.Copy(template, studio.Data.Database);
        return studio;
    }

    public async Task<Channel> ChannelAsync(
        string code = "camera", string currency = "EUR", bool pricesIncludeTax = true, int taxBasisPoints = 2100, int completenessThreshold = 0)
    {
        var channel = new Channel
        {
            Code = code,
            Name = char.ToUpperInvariant(code[0]) + code[1..] + " shop",
            CurrencyCode = currency,
            PricesIncludeTax = pricesIncludeTax,
            CompletenessThreshold = completenessThreshold,
            TimeZone = "Europe/Amsterdam",
        };
        channel.TaxRates.Add(new TaxRate { TaxClass = "standard", BasisPoints = taxBasisPoints });
        await AddAsync(channel);
        return channel;
    }

    /// <summary>An active product, listed in the channel when one is given.</summary>
    public async Task<Product> ProductAsync(
        string? sku = null, Channel? channel = null, long price = 1000, long? cost = 500, int? stock = 10, string? name = null, Product? parent = null,
        ProductKind? kind = null, ProductStatus status = ProductStatus.Active, bool published = true, Category? category = null, int completeness = 100,
        string? brand = null)
    {
        var number = ++products;
        var product = new Product
        {
            Sku = sku ?? $"SKU-{number}",
            Name = name ?? $"Product {sku ?? number.ToString(CultureInfo.InvariantCulture)}",
            Brand = brand,
            Kind = kind ?? (parent is null ? ProductKind.Simple : ProductKind.Variant),
            ParentId = parent?.Id,
            Status = status,
            CategoryId = category?.Id,
            CreatedAt = Time.GetUtcNow(),
            UpdatedAt = Time.GetUtcNow(),
        };
        await AddAsync(product);
        if (channel is not null)
        {
            await AddAsync(new Listing
            {
                ProductId = product.Id, ChannelId = channel.Id, Price = price, Cost = cost, Stock = stock, Published = published, Completeness = completeness,
            });
        }

        return product;
    }

    public async Task<Category> CategoryAsync(string code, Category? parent = null)
    {
        var category = new Category { Code = code, Name = code, ParentId = parent?.Id };
        await WriteAsync(async session =>
        {
            session.Db.Add(category);
            await session.SaveAsync();
            category.Path = $"{parent?.Path}{category.Id}/";
        });
        return category;
    }

    /// <summary>An order of one of each product, ordered an hour after the one before.</summary>
    public Task<Order> OrderAsync(Channel channel, params Product[] products) =>
        OrderAsync(channel, [.. products.Select(product => new OrderLine { Sku = product.Sku, ProductId = product.Id, Quantity = 1, UnitPrice = 1000 })]);

    public async Task<Order> OrderAsync(
        Channel channel, IEnumerable<OrderLine> lines, OrderStatus status = OrderStatus.Placed, DateTimeOffset? at = null, string? customer = null)
    {
        var number = ++orders;
        var order = new Order
        {
            ChannelId = channel.Id,
            ExternalId = $"order-{number}",
            OrderedAt = at ?? Start.AddHours(number - 10_000),
            Status = status,
            CustomerHash = customer,
        };
        order.Lines.AddRange(lines);
        await AddAsync(order);
        return order;
    }

    public async Task<LinkType> LinkTypeAsync(string code)
    {
        await using var db = Store.Read();
        return await db.LinkTypes.SingleAsync(type => type.Code == code);
    }

    /// <summary>Rows exactly as they are: what usually follows from them (completeness) is left as the test says it.</summary>
    public Task AddAsync(params object[] entities) => WriteAsync(session =>
    {
        session.RunsWriteHooks = false;
        session.Db.AddRange(entities);
        return Task.CompletedTask;
    });

    /// <summary>Any change to the database, as the studio's own job.</summary>
    public async Task WriteAsync(Func<WriteSession, Task> change)
    {
        await using var session = await Store.WriteAsync(Actor.Job("test"), "Arranged a test");
        await change(session);
        Assert.Null((await session.CommitAsync()).Refusal);
    }

    /// <summary>To be called by who wrote rows with ids of their own, so that the next ids come behind them on a server too.</summary>
    public Task FollowOwnIdsAsync() => server is null ? Task.CompletedTask : PostgresServer.FollowAsync(server);

    public async ValueTask DisposeAsync()
    {
        if (server is null)
        {
            StudioStore.CloseConnections(Data.Database);
        }
        else
        {
            await PostgresServer.GiveBackAsync(server);
        }

        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // What a page of the test has not done yet wrote beside the deleting. What is left is the system's to tidy, and no fault of the test.
        }
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("crosssell-template-").FullName, "template.db");
        Assert.Null((await StudioStore.OnFile(path, new FakeTimeProvider(Start), CrossSellCore.FollowUps).MigrateAsync()).Refusal);
        return path;
    }
}
