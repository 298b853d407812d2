using System.Globalization;
using CrossSell.Core.Warehouse;
using static CrossSell.Core.Mining.MiningTexts;

namespace CrossSell.Core.Mining;

/// <summary>The questions for PostgreSQL.</summary>
internal sealed class PostgresSql(string view, IReadOnlyDictionary<string, string> columns, int halfLives)
    : WarehouseSql(PostgresQuestions.Quoted(view), columns, halfLives)
{
    private readonly int ages = halfLives;

    protected override string? Instant => TypeOf("ordered_at") switch
    {
        "timestamp with time zone" => "floor(extract(epoch FROM ordered_at) * 1000)::bigint",
        "timestamp without time zone" => "floor(extract(epoch FROM ordered_at AT TIME ZONE 'UTC') * 1000)::bigint",
        "bigint" or "integer" => "ordered_at::bigint",
        _ => null,
    };

    protected override string InstantTypes => L["Make it a timestamp"];

    public override string Overview() =>
        $"{Orders()} SELECT {Whole("count(*) FILTER (WHERE is_old)")}, {Whole("count(*) FILTER (WHERE NOT is_old AND is_test)")}, {Whole($"count(*) FILTER (WHERE {Kept} AND cardinality(products) > @most)")}, {Whole($"count(*) FILTER (WHERE {Usual} AND cardinality(products) > 0)")}, {Whole($"count(*) FILTER (WHERE {Usual} AND cardinality(categories) > 0)")}, {Whole($"coalesce(max(at) FILTER (WHERE {Usual}), 0)")}{Join(Enumerable.Range(1, Flaws).Select(flaw => $"coalesce(sum(f{flaw}) FILTER (WHERE {Kept}), 0)"))}{Join(Each(period => $"count(*) FILTER (WHERE {Usual} AND cardinality(products) > 0 AND {period})"))} FROM orders";

    public override string Supports(WarehouseLevel level) =>
        $"{Items(level)} SELECT {Whole("x")}, {Whole("count(*)")}{Counts("items.")} FROM items GROUP BY x";

    public override string Pairs(WarehouseLevel level, bool withTop) =>
        $"{Items(level)} SELECT {Whole("a.x")}, {Whole("b.x")}, {Whole("count(*)")}{Counts("a.")} FROM items a JOIN items b ON b.id = a.id AND b.x > a.x GROUP BY a.x, b.x HAVING count(*) >= @least{(withTop ? " OR (a.x = ANY(@top_item) AND b.x = ANY(@top_item))" : "")}";

    public override string CategoryFamilies() =>
        $"{Baskets()}, a AS MATERIALIZED (SELECT id, unnest(categories) AS x FROM baskets), b AS MATERIALIZED (SELECT id, unnest(families) AS x FROM baskets) SELECT {Whole("a.x")}, {Whole("b.x")}, {Whole("count(*)")} FROM a JOIN b ON b.id = a.id GROUP BY a.x, b.x HAVING count(*) >= @least";

    public override string FirstPurchases() =>
        $"{First()} SELECT {Whole("x")}, {Whole("count(*)")} FROM bought WHERE at <= @latest - @window GROUP BY x";

    public override string CameBackFor() => $"{First()} SELECT {Whole("b.x")}, {Whole(Came)}, {Whole(Had)} {Back} GROUP BY b.x";

    public override string CameBack() =>
        $"{First()} SELECT {Whole("a.x")}, {Whole("b.x")}, {Whole(Came)}, {Whole(Had)} {Back} GROUP BY a.x, b.x HAVING {Came} >= @least";

    public override string Returned() =>
        $"{Baskets()} SELECT {Whole("x")}, {Whole("count(*)")}, {Whole("count(*) FILTER (WHERE x = ANY(returned))")} FROM (SELECT unnest(ordered) AS x, returned FROM baskets) AS items GROUP BY x";

    public override string ReturnedTogether() =>
        $"{Baskets()}, b AS MATERIALIZED (SELECT id, unnest(ordered) AS x, returned FROM baskets WHERE cardinality(returned) > 0), a AS MATERIALIZED (SELECT id, unnest(returned) AS x FROM baskets) SELECT {Whole("a.x")}, {Whole("b.x")}, {Whole("count(*)")}, {Whole(Too)} FROM a JOIN b ON b.id = a.id AND b.x <> a.x GROUP BY a.x, b.x HAVING {Too} >= @least";

    protected override string Whole(string number) => $"({number})::bigint";

    protected override string Text(string column) => Knows(column) ? $"coalesce({column}::text, '')" : "''::text";

    protected override string Number(string column, string otherwise) => Knows(column) ? $"coalesce({column}, 0)" : otherwise;

    protected override string Flag(string column) =>
        !Knows(column) ? "0" : TypeOf(column) == "boolean" ? $"coalesce({column}, false)::int" : $"(coalesce({column}, 0) <> 0)::int";

    private const string Kept = "NOT is_old AND NOT is_test";
    private const string Usual = $"{Kept} AND cardinality(products) <= @most";
    private const string Came = "count(*) FILTER (WHERE b.at > a.at)";
    private const string Had = "count(*) FILTER (WHERE b.at <= a.at)";
    private const string Too = "count(*) FILTER (WHERE b.x = ANY(b.returned))";
    private const string Back =
        "FROM bought a JOIN bought b ON b.whose = a.whose AND b.x <> a.x WHERE a.at <= @latest - @window AND b.at <= a.at + @window";

    private static string Distinct(string item, string flaw) => $"coalesce(array_agg(DISTINCT {item}) FILTER (WHERE {flaw}), '{{}}')";

    /// <summary>A row an order: when, whose, what counts of it, what was ordered and what came back, and its lines by flaw.</summary>
    private string Orders() =>
        $"""
        WITH codes AS MATERIALIZED (SELECT * FROM {PostgresQuestions.Sent(WarehouseOrders.EmptyCodes)}),
        judged AS (
          SELECT l.*, c.product, c.family, c.category, CASE WHEN gone = 1 THEN 1 WHEN c.product IS NULL THEN 3 WHEN quantity <= 0 THEN 4 WHEN back >= quantity THEN 5 WHEN price <= 0 THEN 6 ELSE 0 END AS flaw
          FROM ({Lines()}) l LEFT JOIN codes c ON c.sku = l.sku),
        gathered AS (
          SELECT o, min(line_at) AS at, max(whose) AS whose, max(trial) = 1 OR (length(@tests) > 0 AND left(o, length(@tests)) = @tests) AS is_test,
            {Distinct("product", "flaw = 0")} AS products, {Distinct("family", "flaw = 0")} AS families,
            {Distinct("category", "flaw = 0 AND category <> 0")} AS categories, {Distinct("family", "flaw IN (0, 5)")} AS ordered,
            {Distinct("family", "flaw IN (0, 5) AND back > 0")} AS returned{string.Concat(Enumerable.Range(1, Flaws).Select(flaw => $", count(*) FILTER (WHERE flaw = {flaw}) AS f{flaw}"))}
          FROM judged GROUP BY o),
        orders AS MATERIALIZED (
          SELECT *, at <= @from AS is_old, CASE WHEN at > @recent THEN 1 WHEN at > @earlier THEN 2 ELSE 0 END AS quarter, least(7, (@last - at) / @age) AS age
          FROM gathered WHERE at <= @last)
        """;

    private string Baskets() =>
        $"{Orders()}, baskets AS MATERIALIZED (SELECT row_number() OVER () AS id, * FROM orders WHERE {Usual})";

    private string Items(WarehouseLevel level) =>
        $"{Baskets()}, items AS MATERIALIZED (SELECT id, unnest({ItemsOf(level)}) AS x, quarter, age FROM baskets)";

    private string First() =>
        $"{Baskets()}, bought AS MATERIALIZED (SELECT whose, x, min(at) AS at FROM (SELECT whose, unnest(families) AS x, at FROM baskets WHERE whose <> '') AS items GROUP BY whose, x)";

    private string Counts(string of) => Join(Each(period => $"count(*) FILTER (WHERE {of}{period})"));

    /// <summary>One expression a period, which is said as a condition.</summary>
    private IEnumerable<string> Each(Func<string, string> period) =>
        Enumerable.Range(0, ages).Select(age => string.Create(CultureInfo.InvariantCulture, $"age = {age}"))
            .Prepend("quarter = 2").Prepend("quarter = 1").Select(period);

    private string Join(IEnumerable<string> numbers) => string.Concat(numbers.Select(number => $", {Whole(number)}"));
}
