using System.Globalization;
using CrossSell.Core.Warehouse;
using static CrossSell.Core.Mining.MiningTexts;

namespace CrossSell.Core.Mining;

/// <summary>
/// The questions for ClickHouse, in what version 18.16 knows already: no parameters, no named subqueries, one join at a time. Pairs come from arrays within an
/// order, without any join.
/// </summary>
internal sealed class ClickHouseSql(string view, IReadOnlyDictionary<string, string> columns, int halfLives)
    : WarehouseSql(ClickHouseQuestions.Quoted(view), columns, halfLives)
{
    private const string Kept = "is_old = 0 AND is_test = 0";
    private const string Usual = $"{Kept} AND length(products) <= @most";

    private readonly int ages = halfLives;

    protected override string? Instant => TypeOf("ordered_at").Replace("Nullable(", "", StringComparison.Ordinal).TrimEnd(')') switch
    {
        "DateTime" => "toInt64(toUInt32(assumeNotNull(ordered_at))) * 1000",
        ['D', 'a', 't', 'e', 'T', 'i', 'm', 'e', '(', ..] => "toInt64(toUInt32(assumeNotNull(ordered_at))) * 1000",
        "Int64" or "UInt64" or "Int32" or "UInt32" => "toInt64(assumeNotNull(ordered_at))",
        _ => null,
    };

    protected override string InstantTypes => L["Make it a DateTime"];

    public override string Overview() =>
        $"SELECT {Whole("countIf(is_old)")}, {Whole("countIf(is_old = 0 AND is_test)")}, {Whole($"countIf({Kept} AND length(products) > @most)")}, {Whole($"countIf({Usual} AND notEmpty(products))")}, {Whole($"countIf({Usual} AND notEmpty(categories))")}, {Whole($"maxIf(at, {Usual})")}{Join(Enumerable.Range(1, Flaws).Select(flaw => $"sumIf(f{flaw}, {Kept})"))}{Join(Each(period => $"countIf({Usual} AND notEmpty(products) AND {period})"))} FROM ({Orders()})";

    public override string Supports(WarehouseLevel level) =>
        $"SELECT {Whole("x")}, {Whole("count()")}{Counts} FROM (SELECT arrayJoin({ItemsOf(level)}) AS x, quarter, age FROM ({Baskets()})) GROUP BY x";

    public override string Pairs(WarehouseLevel level, bool withTop) =>
        $"SELECT {Whole("a")}, {Whole("b")}, {Whole("count()")}{Counts} FROM (SELECT items, quarter, age, arrayJoin(items) AS a FROM (SELECT {ItemsOf(level)} AS items, quarter, age FROM ({Baskets()}))) ARRAY JOIN items AS b WHERE a < b GROUP BY a, b HAVING count() >= @least{(withTop ? " OR (a IN (SELECT item FROM top) AND b IN (SELECT item FROM top))" : "")}";

    public override string CategoryFamilies() =>
        $"SELECT {Whole("a")}, {Whole("b")}, {Whole("count()")} FROM (SELECT families, arrayJoin(categories) AS a FROM ({Baskets()})) ARRAY JOIN families AS b GROUP BY a, b HAVING count() >= @least";

    public override string FirstPurchases() =>
        $"SELECT {Whole("x")}, {Whole("count()")} FROM ({First()}) WHERE first_at <= @latest - @window GROUP BY x";

    public override string CameBackFor() => $"SELECT {Whole("b")}, {Whole("sum(b_at > a_at)")}, {Whole("sum(b_at <= a_at)")} {Back()} GROUP BY b";

    public override string CameBack() =>
        $"SELECT {Whole("a")}, {Whole("b")}, {Whole("sum(b_at > a_at)")}, {Whole("sum(b_at <= a_at)")} {Back()} GROUP BY a, b HAVING sum(b_at > a_at) >= @least";

    public override string Returned() =>
        $"SELECT {Whole("x")}, {Whole("count()")}, {Whole("sum(has(returned, x))")} FROM (SELECT arrayJoin(ordered) AS x, returned FROM ({Baskets()})) GROUP BY x";

    public override string ReturnedTogether() =>
        $"SELECT {Whole("a")}, {Whole("b")}, {Whole("count()")}, {Whole("sum(has(returned, b))")} FROM (SELECT ordered, returned, arrayJoin(returned) AS a FROM ({Baskets()})) ARRAY JOIN ordered AS b WHERE a != b GROUP BY a, b HAVING sum(has(returned, b)) >= @least";

    protected override string Whole(string number) => $"toInt64({number})";

    protected override string Text(string column) => Knows(column) ? $"ifNull(toString({column}), '')" : "''";

    protected override string Number(string column, string otherwise) => Knows(column) ? $"ifNull({column}, 0)" : otherwise;

    protected override string Flag(string column) => Knows(column) ? $"ifNull({column}, 0) != 0" : "0";

    private string Counts => Join(Each(period => $"countIf({period})"));

    private string Orders() =>
        $"""
        SELECT at, whose, products, families, categories, ordered, returned{string.Concat(Enumerable.Range(1, Flaws).Select(flaw => $", f{flaw}"))},
          trial OR (length(@tests) > 0 AND substring(o, 1, length(@tests)) = @tests) AS is_test, at <= @from AS is_old,
          multiIf(at > @recent, 1, at > @earlier, 2, 0) AS quarter, least(7, intDiv(@last - at, @age)) AS age
        FROM (
          SELECT o, min(line_at) AS at, max(line_whose) AS whose, max(line_trial) AS trial,
            groupUniqArrayIf(product, flaw = 0) AS products, groupUniqArrayIf(family, flaw = 0) AS families,
            groupUniqArrayIf(category, flaw = 0 AND category != 0) AS categories, groupUniqArrayIf(family, flaw IN (0, 5)) AS ordered,
            groupUniqArrayIf(family, flaw IN (0, 5) AND back > 0) AS returned{string.Concat(Enumerable.Range(1, Flaws).Select(flaw => $", countIf(flaw = {flaw}) AS f{flaw}"))}
          FROM (
            SELECT o, line_at, whose AS line_whose, trial AS line_trial, back, product, family, category,
              multiIf(gone, 1, product = 0, 3, quantity <= 0, 4, back >= quantity, 5, price <= 0, 6, 0) AS flaw
            FROM ({Lines()}) ANY LEFT JOIN (SELECT sku, product, family, category FROM codes) USING sku)
          GROUP BY o)
        WHERE at <= @last
        """;

    private string Baskets() => $"SELECT * FROM ({Orders()}) WHERE {Usual}";

    private string First() =>
        $"SELECT whose, x, min(at) AS first_at FROM (SELECT whose, at, arrayJoin(families) AS x FROM ({Baskets()}) WHERE whose != '') GROUP BY whose, x";

    /// <summary>A row for each two things that one customer bought, the first early enough.</summary>
    private string Back() =>
        $"FROM (SELECT xs, ats, a, a_at FROM (SELECT whose, groupArray(x) AS xs, groupArray(first_at) AS ats FROM ({First()}) GROUP BY whose) ARRAY JOIN xs AS a, ats AS a_at WHERE a_at <= @latest - @window) ARRAY JOIN xs AS b, ats AS b_at WHERE a != b AND b_at <= a_at + @window";

    private IEnumerable<string> Each(Func<string, string> period) =>
        Enumerable.Range(0, ages).Select(age => string.Create(CultureInfo.InvariantCulture, $"age = {age}"))
            .Prepend("quarter = 2").Prepend("quarter = 1").Select(period);

    private string Join(IEnumerable<string> numbers) => string.Concat(numbers.Select(number => $", {Whole(number)}"));
}
