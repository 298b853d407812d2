using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
// The provider has this order, but keeps the switch for it to itself.
#pragma warning disable EF1001
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query.Internal;

namespace CrossSell.Core.Storage;

/// <summary>
/// What has no value comes first, as in SQLite, so that a list looks the same wherever it is stored. Columns that always have one are left as they are: their
/// indexes would be of no use otherwise.
/// </summary>
internal sealed class PostgresNullsFirst(
    QuerySqlGeneratorDependencies dependencies, IRelationalTypeMappingSource types, INpgsqlSingletonOptions options) : IQuerySqlGeneratorFactory
{
    public QuerySqlGenerator Create() => new Generator(dependencies, types, options.PostgresVersion);

    private sealed class Generator(QuerySqlGeneratorDependencies dependencies, IRelationalTypeMappingSource types, Version version)
        : NpgsqlQuerySqlGenerator(dependencies, types, reverseNullOrderingEnabled: false, version)
    {
        protected override Expression VisitOrdering(OrderingExpression ordering)
        {
            var visited = base.VisitOrdering(ordering);
            if (ordering.Expression is not ColumnExpression { IsNullable: false })
            {
                Sql.Append(ordering.IsAscending ? " NULLS FIRST" : " NULLS LAST");
            }

            return visited;
        }
    }
}
