using CrossSell.Admin.Api;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace CrossSell.Admin.Hosting;

/// <summary>Tells machines in their own form that the database cannot do what they asked; people get the page.</summary>
internal sealed class StorageProblems : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The path of the request names the error page by now.
        var asked = new PathString(httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path);
        if (!asked.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || StorageTrouble.Of(exception) is not { } refusal)
        {
            return false;
        }

        await ApiProblems.Of(StatusCodes.Status503ServiceUnavailable, refusal.Code, refusal.Message).ExecuteAsync(httpContext);
        return true;
    }
}
