using System.Reflection;
using System.Runtime.CompilerServices;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Rules;

namespace CrossSell.Tests.Architecture;

/// <summary>
/// What people edit guards itself: a stored row changes by its verbs, which refuse what may not be, so that no caller can write a wrong state.
/// </summary>
public sealed class EntityTests
{
    /// <summary>All of these types' properties, but for the version, which storage counts.</summary>
    [Theory]
    [InlineData(typeof(Product))]
    [InlineData(typeof(Listing))]
    [InlineData(typeof(ProductLink))]
    [InlineData(typeof(Rule))]
    [InlineData(typeof(Bundle))]
    [InlineData(typeof(BundleRevision))]
    [InlineData(typeof(BundleComponent))]
    [InlineData(typeof(Campaign))]
    [InlineData(typeof(BundleDrift))]
    [InlineData(typeof(BundleChannel))]
    [InlineData(typeof(RevisionAuthor))]
    public void WhatPeopleEdit_ChangesByItsVerbsOnly(Type entity)
    {
        var open = entity.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
                && property.Name != nameof(IVersioned.Version))
            .Select(property => $"{entity.Name}.{property.Name}: make it init, and give {entity.Name} a verb that changes it.");

        Assert.Empty(open);
    }
}
