using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class PanelsTables
{
    extension(StudioDb db)
    {
        public DbSet<PanelOverride> PanelOverrides => db.Set<PanelOverride>();

        public DbSet<PanelSettings> PanelSettings => db.Set<PanelSettings>();

        public DbSet<PanelScopeSettings> PanelScopeSettings => db.Set<PanelScopeSettings>();

        public DbSet<SharedPanel> SharedPanels => db.Set<SharedPanel>();
    }
}
