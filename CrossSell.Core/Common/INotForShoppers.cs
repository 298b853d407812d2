namespace CrossSell.Core.Common;

/// <summary>Marks an entity on which nothing depends that a shopper sees: what is cached for shops stays as it is when one is written.</summary>
public interface INotForShoppers;
