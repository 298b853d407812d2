namespace CrossSell.Admin.Features.Workbench;

/// <summary>What a person can do with a family besides editing figures.</summary>
public enum FamilyTask
{
    /// <summary>Add a variant to the family.</summary>
    Add,

    /// <summary>Move some variants into a family of their own.</summary>
    Split,

    /// <summary>Bring another family's variants here.</summary>
    Merge,

    /// <summary>A family around a simple product.</summary>
    Make,

    /// <summary>A simple product becomes a variant of a family.</summary>
    Join,
}
