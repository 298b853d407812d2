using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Shared;

/// <summary>Who an HTTP request comes from, with the rights as they stand now; what <see cref="CurrentActor"/> is on a circuit.</summary>
internal sealed class RequestActor(StudioStore store)
{
    public Task<Actor> GetAsync(HttpContext context) => CurrentActor.LoadAsync(context.User, store);
}
