using CrossSell.Core.Affinity;
using Microsoft.Data.Sqlite;

namespace CrossSell.Benchmarks;

/// <summary>The reference: what one writes first, a self-join of the order lines, in SQLite, in memory, on a clustered primary key.</summary>
internal sealed class SqlSelfJoin : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SqlSelfJoin(BasketList baskets)
    {
        connection.Open();
        Execute("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -524288; " +
            "CREATE TABLE line (basket INTEGER NOT NULL, product INTEGER NOT NULL, PRIMARY KEY (basket, product)) WITHOUT ROWID");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO line VALUES ($basket, $product)";
        var basketId = insert.Parameters.Add("$basket", SqliteType.Integer);
        var productId = insert.Parameters.Add("$product", SqliteType.Integer);
        for (var basket = 0; basket < baskets.Count; basket++)
        {
            basketId.Value = basket;
            foreach (var product in baskets.Slots(basket))
            {
                productId.Value = product;
                insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        Execute("ANALYZE");
    }

    /// <summary>Pairs and sum of counts; less work than the kernel's, which keeps the best companions too.</summary>
    public (long Pairs, long CountSum) Count(int minBaskets)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT count(*), sum(together) FROM (
              SELECT count(*) AS together FROM line AS a JOIN line AS b ON b.basket = a.basket AND b.product > a.product
              GROUP BY a.product, b.product HAVING together >= $min)
            """;
        command.Parameters.AddWithValue("$min", minBaskets);
        command.CommandTimeout = 0;
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.IsDBNull(1) ? 0 : reader.GetInt64(1));
    }

    public void Dispose() => connection.Dispose();

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
