using CrossSell.Core.Common;

namespace CrossSell.Core.Demo;

/// <summary>How much a large demo holds: the four shops with as many more of their kind as it takes.</summary>
public sealed record DemoSize(int Products, int Orders)
{
    public const int MinProducts = 2_000;
    public const int MaxProducts = 5_000_000;
    public const int MinOrders = 1_000;
    public const int MaxOrders = 20_000_000;

    public Refusal? Wrong() => this switch
    {
        { Products: < MinProducts or > MaxProducts } =>
            new Refusal("demo.products", $"A large demo has {MinProducts:N0} to {MaxProducts:N0} products.", "products"),
        { Orders: < MinOrders or > MaxOrders } => new Refusal("demo.orders", $"A large demo has {MinOrders:N0} to {MaxOrders:N0} orders.", "orders"),
        _ => null,
    };
}
