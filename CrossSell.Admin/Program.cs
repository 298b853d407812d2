using CrossSell.Admin.Commands;

return await StudioCommand.RunAsync(args);
