using System.Net.Sockets;
using CrossSell.Core.Common;
using Npgsql;

namespace CrossSell.Core.Warehouse;

/// <summary>
/// Orders in a PostgreSQL database: all questions of a run in one read-only transaction of one snapshot. A replica and a user who only reads do.
/// </summary>
internal sealed class PostgresWarehouse(WarehouseSettings settings) : ShopWarehouse(settings)
{
    private protected override async Task<WarehouseQuestions> OpenAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Settings.Connection)
        {
            Pooling = false,
            ApplicationName = "crosssell mining",
            CommandTimeout = (int)Settings.Patience.TotalSeconds,
            PersistSecurityInfo = false,
            IncludeErrorDetail = false,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
            var questions = new PostgresQuestions(connection, transaction, Settings);
            await questions.PrepareAsync(cancellation);
            return questions;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private protected override Refusal? TroubleOf(Exception problem) => problem switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => Denied,
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InsufficientPrivilege } =>
            NoView,
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => TooSlow,
        PostgresException { SqlState: PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.DiskFull } => TooLittleMemory,
        PostgresException { SqlState: ['5', '7', ..] or ['0', '8', ..] or PostgresErrorCodes.InvalidCatalogName } => Unreachable,
        PostgresException refused => Other(refused.MessageText),
        NpgsqlException { InnerException: TimeoutException } => TooSlow,
        NpgsqlException or SocketException or IOException or TimeoutException => Unreachable,
        _ => null,
    };
}
